import assert from "node:assert/strict";
import type { ClusterSet } from "../../../../webview/state/details/cluster-set";
import { registerCharts } from "../../../../webview/parts/charts/chart-library";
import { drawChart } from "../../../../webview/parts/export/chart-drawing";
import type { PlotContent, PlotPoint } from "../../../../webview/views/trade-off/plot/plot-content";
import { plotPicture } from "../../../../webview/views/trade-off/plot/plot-picture";
import { paper, paperTheme } from "../../../../webview/parts/export/paper";
import { drawProjection } from "../../../../webview/views/clusters/projection/projection-drawing";
import { clusterColour } from "../../../../webview/parts/colours/cluster-colour";
import { colourTable } from "../../../../webview/parts/colours/colour-map";
import { sampleRun } from "../samples";
import { readXml } from "./read-xml";

const hostile = `<script>alert("1")</script>&amp;`;

before(registerCharts);

describe("an exported projection", () => {
  it("has a square for every key and a cross for every centroid, inside the plane", () => {
    const context = 50;
    const places = Float32Array.from({ length: 2 * context }, (_, i) => Math.sin(7 * i));
    const set: ClusterSet = {
      request: { kind: "clusters", run: sampleRun(), layer: 5, kvHead: 0, step: 3 },
      facts: {
        kind: "clusterFacts",
        source: "starc",
        fromStep: 0,
        toStep: 4,
        context,
        sinks: 0,
        clusteredTokens: context,
        clusters: 3,
        slotCount: 64,
        slotsPerLine: 16,
        linesPerKeyRow: 8,
        shares: [0.4, 0.2],
      },
      clusterOf: Int32Array.from({ length: context }, (_, token) => token % 2),
      slots: new Uint32Array(context),
      places,
      sizes: Uint32Array.of(25, 25, 0),
      spreads: new Float32Array(3),
      lines: new Uint32Array(3),
      keyRows: new Uint32Array(3),
      centres: Float32Array.of(0, 0, 0.5, 0.5, NaN, NaN),
    };
    const table = colourTable("viridis");
    for (const picked of [undefined, 1]) {
      const { body } = drawProjection("keys", set, picked, table);
      readXml(body);
      const squares = (fill: string) =>
        [...body.matchAll(/<path d="([^"]*Z)" fill="([^"]+)"/g)]
          .filter((match) => match[2] === fill)
          .reduce((sum, [, d]) => sum + d.split("M").length - 1, 0);
      const points = [0, 1].map((cluster) => squares(clusterColour(cluster, table)));
      assert.deepEqual(points, picked === undefined ? [25, 25] : [0, 25]);
      assert.equal(squares(paper.text), context, "a rim or a faint point for each");
      const crosses = body.match(/<path d="M[^LM]+L[^LM]+M[^LM]+L[^LM]+" fill="none"/g);
      assert.equal(crosses?.length, picked === undefined ? 4 : 2, "drawn twice");
      assert.match(body, /first axis, 40(\.0)?.% of the variance/);
      assert.equal(body.includes("Cluster 1 is set apart"), picked === 1);
    }
  });
});

describe("an exported trade-off plot", () => {
  it("has a point and a name for every run, as text, and says what its lines are", () => {
    const pointOf = (name: string, across: number, up: number): PlotPoint => {
      return { name, label: name, across, up, colour: 2, kind: "run", isShown: false };
    };
    const points = [
      pointOf(hostile, 100, 0.5),
      pointOf("better", 200, 0.9),
      pointOf("worse", 300, 0.4),
    ];
    const content: PlotContent = {
      points,
      fronts: [{ label: "Pareto-optimal", points: points.slice(0, 2) }],
      lines: [],
      baseline: points[2],
      across: { label: "Time", unit: "ns", isShare: false, better: "less" },
      up: { label: "Mass kept", unit: "", isShare: true, better: "more" },
    };
    const { body } = drawChart("plot", plotPicture(content, paperTheme), 380);
    const names = readXml(body);
    // A circle is drawn as its two halves: filled, and stroked.
    const circles = body.match(/<path d="M[^A]+A[^A]+A[^A"]+"/g);
    assert.equal(circles?.length, 6);
    for (const { name } of points.slice(1)) assert.ok(body.includes(`>${name}</text>`), name);
    assert.ok(!names.includes("script") && body.includes("&#60;script&#62;"));
    for (const text of ["Time, ns", "Mass kept, %", "Pareto-optimal", "Baseline: worse"]) {
      assert.ok(body.includes(text), text);
    }
  });
});
