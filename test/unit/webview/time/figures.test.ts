import assert from "node:assert/strict";
import { stepColumnNames } from "../../../../src/core/figures/step-figures";
import { peakBound } from "../../../../src/shared/figures";
import { ResultSet } from "../../../../webview/state/results/result-set";
import { energyParts, phaseCycles, phaseEnergies } from "../../../../webview/views/time/components";
import { summariseRuns } from "../../../../webview/state/runs/run-summaries";
import {
  baselineOf,
  cycleLength,
  summarise,
  summariseSteps,
} from "../../../../webview/state/runs/summary";
import { timeTable } from "../../../../webview/views/time/time-table";
import { catalog, sampleHead, sampleRun, sampleView } from "../samples";

const runs = [
  sampleRun({ device: "fast" }),
  sampleRun({ policy: "full" }),
  sampleRun({ policy: "quest" }),
];
const plan = { scope: { layers: [5], kvHeads: [0], fromStep: 0, toStep: 4 }, runs };
const results = ResultSet.empty(plan).with([
  sampleHead(
    { run: 0, queryHead: 0 },
    { cycles: [10, 20, 30, 40], massKept: [0.5, NaN, 0.7, NaN], columnsUseful: [64, 64, 64, 64] },
  ),
  sampleHead({ run: 0, queryHead: 1 }, { cycles: [30, 30, 30, 30] }),
  sampleHead(
    { run: 1, queryHead: 0 },
    { cycles: [100, 100, 100, 100], energy: [2e6, 2e6, 2e6, 2e6] },
  ),
]);

const view = (steps: "shown" | "mean", heads: "shown" | "mean", step = 1) =>
  sampleView({ step, runs, scope: { steps, heads } });

describe("time", () => {
  it("names every phase of the result columns once", () => {
    for (const [suffix, components] of [
      ["Cycles", phaseCycles],
      ["Energy", [...phaseEnergies, ...energyParts]],
    ] as const) {
      const columns = stepColumnNames.filter((name) => name.endsWith(suffix));
      assert.deepEqual(components.map(({ column }) => column).sort(), columns.sort());
    }
  });

  it("sums up what the view asks for", () => {
    const cycles = (...asked: Parameters<typeof view>) =>
      summarise(results, 0, view(...asked))?.("cycles");
    assert.equal(cycles("mean", "shown"), 25);
    assert.equal(cycles("mean", "mean"), 27.5);
    assert.equal(cycles("shown", "shown", 3), 40);
    assert.equal(cycles("shown", "mean", 3), 35);
  });

  it("leaves out what does not exist, and says where nothing does", () => {
    const figure = summarise(results, 0, view("mean", "shown"))!;
    assert.ok(Math.abs(figure("massKept") - 0.6) < 1e-12);
    assert.ok(Number.isNaN(figure("recall")));
    assert.equal(summarise(results, 2, view("mean", "mean")), undefined);
  });

  it("gives every step as a mean over the heads", () => {
    const perStep = (heads: "shown" | "mean") => [
      ...summariseSteps(results, 0, view("mean", heads), "cycles"),
    ];
    assert.deepEqual(perStep("mean"), [20, 25, 30, 35]);
    assert.deepEqual(perStep("shown"), [10, 20, 30, 40]);
    assert.deepEqual([...summariseSteps(results, 2, view("mean", "mean"), "cycles")], []);
  });

  it("bounds by the peak: bytes that are useful over bytes per cycle", () => {
    const figure = summarise(results, 0, view("mean", "shown"))!;
    assert.equal(peakBound.value(figure, catalog.devices[0]), (64 * 32) / 512);
    assert.equal(cycleLength("ns", catalog.devices[1]), 0.5);
    assert.equal(cycleLength("cycles", catalog.devices[1]), 1);
  });

  it("compares with the run that reads everything, else with the first", () => {
    assert.equal(baselineOf(runs), 1);
    assert.equal(baselineOf([sampleRun()]), 0);
    assert.equal(baselineOf([]), 0);
  });

  it("tabulates every run in one unit per column, with ratios of times", () => {
    const shown = view("mean", "shown");
    const summaries = summariseRuns(results, shown, catalog);
    const table = timeTable("caption", summaries, summaries[1], shown.time);
    const column = (label: string) => {
      const at = table.columns.findIndex((heading) => heading.label === label) - 1;
      return table.rows.map(({ cells }) => cells[at]);
    };
    assert.deepEqual(
      table.rows.map(({ head }) => head),
      ["STARC 16 · fast", "Full", "Quest 16"],
    );
    assert.deepEqual(column("Cycles"), ["25", "100", "—"]);
    // 25 cycles of half a nanosecond against 100 of two.
    assert.deepEqual(column("Time ratio"), ["0.0625×", "1×", "—"]);
    assert.equal(table.columns.find(({ label }) => label === "Energy")?.unit, "µJ");
    assert.deepEqual(column("Energy"), ["—", "2", "—"]);
    for (const { cells } of table.rows) assert.equal(cells.length, table.columns.length - 1);
  });
});
