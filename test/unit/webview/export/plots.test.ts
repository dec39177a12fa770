import assert from "node:assert/strict";
import fc from "fast-check";
import type { CommandColumns, CommandMeaning } from "../../../../src/shared/protocol";
import type { ComparedRun } from "../../../../webview/views/compare/compared-runs";
import { measureOf } from "../../../../webview/views/compare/measures";
import type { ClusterSet } from "../../../../webview/state/details/cluster-set";
import { drawColumns } from "../../../../webview/views/clusters/columns-drawing";
import { drawPareto } from "../../../../webview/views/compare/pareto-drawing";
import { paper } from "../../../../webview/parts/export/paper";
import { drawProjection } from "../../../../webview/views/clusters/projection-drawing";
import { drawTimeline } from "../../../../webview/views/timeline/timeline-drawing";
import { colourTable } from "../../../../webview/parts/colours/colour-map";
import { joinParts } from "../../../../webview/views/timeline/step-commands";
import { catalog, sampleRun } from "../samples";
import { readXml } from "./read-xml";

const hostile = `<script>alert("1")</script>&amp;`;

function numbersOf(body: string, pattern: RegExp): number[] {
  return [...body.matchAll(pattern)].map(([, number]) => Number(number));
}

function countOf(names: readonly string[], name: string): number {
  return names.filter((other) => other === name).length;
}

describe("an exported timeline", () => {
  const meaning: CommandMeaning = {
    level: "bank",
    names: ["ACTAB", "PREA", "MACAB"],
    isRow: [1, 1, 0],
    lasting: [7, 5, 4],
    banks: 64,
    columnShift: 5,
    columnMask: 31,
    rowShift: 10,
    rowMask: 0x7fff,
    bankShift: 25,
  };
  const count = 1200;
  const all: CommandColumns = {
    cycles: Uint32Array.from({ length: count }, (_, at) => 3 * at),
    commands: Uint8Array.from({ length: count }, (_, at) => at % 3),
    phases: Uint8Array.from({ length: count }, (_, at) => (at < 600 ? 2 : 4)),
    addresses: new Uint32Array(count),
  };
  const commands = joinParts({ kind: "commands", length: 3 * count, meaning }, [all]);

  it("names its phases, buses, axis and unit, whatever is in view", () => {
    const units = fc.constantFrom(
      { unit: "cycles", length: 1, nanoseconds: 0.5 } as const,
      { unit: "ns", length: 0.5, nanoseconds: 0.5 } as const,
    );
    const windows = fc.tuple(fc.nat(3000), fc.integer({ min: 16, max: 3600 }));
    fc.assert(
      fc.property(units, windows, (unit, [from, size]) => {
        const { body, height } = drawTimeline("step", commands, [from, from + size], unit);
        readXml(body);
        for (const text of ["Score", "Context", "Row bus", "Column bus", "time in the step"]) {
          assert.ok(body.includes(text), text);
        }
        const ends = numbersOf(body, /<rect x="([\d.-]+)"/g);
        assert.ok(ends.every((x) => x >= 0 && x <= paper.width));
        assert.ok(height > 100);
      }),
      { seed: 81, numRuns: 60 },
    );
  });

  it("shows every command by name where there is room", () => {
    const unit = { unit: "cycles", length: 1, nanoseconds: 0.5 } as const;
    const { body } = drawTimeline("step", commands, [0, 36], unit);
    for (const name of meaning.names) assert.ok(body.includes(`>${name}</text>`), name);
  });
});

describe("exported columns", () => {
  it("are as high as their values, one in another colour where it is picked", () => {
    const clusters = [4, 2, 7];
    const content = { label: "", title: "tokens", clusters, values: [10, 40, 0], picked: 2 };
    const { body } = drawColumns("Size", content);
    readXml(body);
    const bottoms = numbersOf(body, /V([\d.]+)h-/g);
    const tops = numbersOf(body, /d="M[\d.]+ ([\d.]+)h[\d.]+V/g);
    assert.equal(tops.length, 2, "nothing for nothing, one path for each colour");
    const [plain, picked] = tops.map((top, index) => bottoms[index] - top);
    assert.ok(Math.abs(picked / plain - 4) < 0.01);
    assert.ok(body.includes(paper.palette[1]));
  });
});

describe("an exported projection", () => {
  it("has a square for every key and a cross for every centroid, inside the plane", () => {
    const context = 50;
    const places = Float32Array.from({ length: 2 * context }, (_, i) => Math.sin(7 * i));
    const set: ClusterSet = {
      request: { kind: "clusters", run: sampleRun(), layer: 5, kvHead: 0, step: 3 },
      facts: {
        kind: "clusterFacts",
        source: "starc",
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
      assert.equal(body.match(/h3v3h-3z/g)?.length, context);
      assert.equal(body.match(/m-4 0h8/g)?.length, picked === undefined ? 4 : 2, "drawn twice");
      assert.match(body, /first axis, 40(\.0)?.% of the variance/);
      assert.equal(body.includes("Cluster 1 is set apart"), picked === 1);
    }
  });
});

describe("an exported Pareto plot", () => {
  it("has a point and a name for every run that has both figures, as text", () => {
    const runOf = (name: string, index: number, cycles: number, kept: number): ComparedRun => ({
      index,
      name,
      configuration: sampleRun(),
      device: catalog.devices[0],
      figure: (column) => (column === "cycles" ? cycles : kept),
      place: { source: "shown", run: index },
    });
    const runs = [
      runOf(hostile, 0, 100, 0.5),
      runOf("better", 1, 200, 0.9),
      runOf("worse", 2, 300, 0.4),
      runOf("unknown", 3, 300, NaN),
    ];
    const { body } = drawPareto("plot", {
      runs,
      fronts: [{ label: "Pareto-optimal", runs: runs.slice(0, 2) }],
      baseline: runs[2],
      cost: measureOf("time"),
      quality: measureOf("massKept"),
    });
    const names = readXml(body);
    assert.equal(countOf(names, "circle"), 2);
    assert.ok(!names.includes("script") && body.includes("&#60;script&#62;"));
    assert.ok(body.includes("Time, ns") && body.includes("Mass kept"));
    assert.ok(!body.includes("unknown") && body.includes("Diamond: worse"));
  });
});
