import assert from "node:assert/strict";
import fc from "fast-check";
import { wantedClusters } from "../../../webview/state/details/wanted-details";
import type { ClusterSet } from "../../../webview/state/details/cluster-set";
import { clusterScale, clusterTable } from "../../../webview/parts/colours/cluster-colour";
import { colourIndexOf } from "../../../webview/parts/colours/scale";
import { drawClusters } from "../../../webview/views/clusters/clusters-drawing";
import { countBins } from "../../../webview/views/clusters/histogram/count-bins";
import { linesOf, slotPicture } from "../../../webview/views/clusters/slot-picture";
import {
  nearestCluster,
  pointPlace,
  scatterPoints,
} from "../../../webview/views/clusters/scatter/scatter-points";
import { Connection } from "../../../webview/state/connection";
import { TokenWords } from "../../../webview/state/details/token-words";
import { labOf } from "../webview/colour-vision";
import { readXml } from "../webview/export/read-xml";
import { sampleHeader, sampleRun, sampleView } from "../webview/samples";

const settings = { seed: 241, numRuns: 150 };

/** Clusters of the sizes given, their tokens one after the other, each from a new line on. */
function setOf(sizes: readonly number[]): ClusterSet {
  const slotsPerLine = 16;
  const clusterOf = sizes.flatMap((size, cluster) => Array<number>(size).fill(cluster));
  let line = 0;
  const slots = sizes.flatMap((size) => {
    const own = Array.from({ length: size }, (_, i) => line * slotsPerLine + 2 * i);
    line += Math.ceil((2 * size) / slotsPerLine);
    return own;
  });
  return {
    request: { kind: "clusters", run: sampleRun(), layer: 5, kvHead: 0, step: 1 },
    facts: {
      kind: "clusterFacts",
      source: "starc",
      fromStep: 0,
      toStep: 3,
      context: clusterOf.length,
      sinks: 0,
      clusteredTokens: clusterOf.length,
      clusters: sizes.length,
      slotCount: line * slotsPerLine,
      slotsPerLine,
      linesPerKeyRow: 8,
      shares: [0.4, 0.2],
    },
    clusterOf: Int32Array.from(clusterOf),
    slots: Uint32Array.from(slots),
    places: Float32Array.from(clusterOf.flatMap((cluster, token) => [cluster, token])),
    sizes: Uint32Array.from(sizes),
    spreads: Float32Array.from(sizes, (size) => (size > 0 ? 0.5 : NaN)),
    lines: Uint32Array.from(sizes, (size) => Math.ceil((2 * size) / slotsPerLine)),
    keyRows: new Uint32Array(sizes.length),
    centres: Float32Array.from(sizes.flatMap((size, i) => (size > 0 ? [i, 0] : [NaN, NaN]))),
  };
}

const sets = fc.array(fc.nat(40), { minLength: 1, maxLength: 30 }).map(setOf);

describe("pictures of clusters", () => {
  it("have every cluster that is not empty at its size and lines, where it is found again", () => {
    fc.assert(
      fc.property(sets, (set) => {
        const points = scatterPoints(set);
        set.sizes.forEach((size, cluster) => {
          const place = pointPlace(points, cluster);
          assert.equal(Number.isNaN(place.y), size === 0);
          if (size === 0) return;
          const measure = (other: typeof place) => Math.hypot(other.x - place.x, other.y - place.y);
          const found = nearestCluster(points, measure, 1e-9);
          assert.deepEqual(found && pointPlace(points, found), found && place);
          assert.ok(Math.abs(place.x * (points.largestSize + 1) - size) < 0.5, "told from others");
        });
      }),
      settings,
    );
  });

  it("count each value once in a histogram", () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(NaN)));
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 30 }), (list, bins) => {
        const { low, high, counts } = countBins(list, bins);
        const known = list.filter((value) => !Number.isNaN(value));
        assert.equal(counts.length, bins);
        assert.equal(
          counts.reduce((sum, count) => sum + count, 0),
          known.length,
        );
        if (known.length === 0) return;
        assert.deepEqual([low, high], [Math.min(...known), Math.max(...known)]);
        assert.ok(low === high || (counts[0] > 0 && counts[bins - 1] > 0));
      }),
      settings,
    );
  });

  it("show of slots the lines of one cluster, with all its tokens in its colour", () => {
    const connection = new Connection(
      () => undefined,
      () => undefined,
    );
    const words = new TokenWords(connection, sampleHeader(), () => undefined);
    fc.assert(
      fc.property(sets, fc.nat(), (set, index) => {
        const cluster = index % set.sizes.length;
        const { matrix } = slotPicture(set, cluster, words);
        assert.equal(matrix.rows, linesOf(set, cluster).length);
        const own = matrix.values.filter((value) => value >= 0).length;
        assert.equal(own, set.sizes[cluster]);
      }),
      settings,
    );
  });

  it("are drawn for export, a filled dot for each cluster that is read", () => {
    const set = setOf([4, 20, 0, 33, 17]);
    const read = new Map([
      [1, 3],
      [3, 1],
    ]);
    const [scatter] = drawClusters("clusters", { set, picked: 3, read, colour: "#123456" });
    readXml(scatter.body);
    assert.equal(scatter.body.match(/fill="#123456"/g)?.length, 2);
    assert.match(scatter.body, /lines over the fewest possible/);
  });

  it("give clusters eight colours and none a ninth, which eyes tell apart", () => {
    const table = clusterTable();
    const places = [-1, 0, 1, 2, 3, 4, 5, 6, 7].map((v) => table[colourIndexOf(clusterScale, v)]);
    assert.equal(new Set(places).size, 9);
    const labs = places.map((colour) =>
      labOf([colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff]),
    );
    labs.forEach((one, index) => {
      for (const other of labs.slice(index + 1)) {
        assert.ok(Math.hypot(...one.map((part, axis) => part - other[axis])) > 20);
      }
    });
  });

  it("are asked for once for all the steps that have the same clusters", () => {
    const known = setOf([4, 20]);
    const header = sampleHeader();
    const view = sampleView({ view: "clusters", kvHead: 0, runs: [known.request.run] });
    for (const step of [0, 1, 2]) {
      assert.equal(wantedClusters(header, { ...view, step }, known), known.request);
    }
    assert.equal(wantedClusters(header, { ...view, step: 3 }, known)?.step, 3);
    assert.equal(wantedClusters(header, { ...view, layer: 3, step: 2 }, known)?.layer, 3);
    assert.equal(wantedClusters(header, { ...view, step: 2 }, undefined)?.step, 2);
  });
});
