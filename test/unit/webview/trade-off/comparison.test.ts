import assert from "node:assert/strict";
import { noSimulation } from "../../../../webview/state/page-state";
import { allRuns, compareRuns } from "../../../../webview/state/runs/compared-runs";
import { measureOf, ratioOf } from "../../../../webview/state/runs/measures";
import { sampleRun, sampleTrace, sampleView } from "../samples";
import { comparedState, resultsOf } from "./compared-state";

describe("comparison of runs", () => {
  it("takes the run that reads everything as baseline, until another is chosen", () => {
    const state = comparedState();
    const all = allRuns(state);
    assert.equal(compareRuns(all, state.view)?.baseline.name, "Full");
    const choose = (run: number) => {
      const compare = { ...state.view.compare, baseline: { source: "shown" as const, run } };
      return compareRuns(all, sampleView({ compare }))?.baseline.name;
    };
    assert.equal(choose(0), "STARC 16");
    assert.equal(choose(7), "Full", "a run that is gone");
    assert.equal(compareRuns([], state.view), undefined);
  });

  it("shows an earlier run only where it is the baseline", () => {
    const previous = { trace: sampleTrace(), results: comparedState().simulation.results! };
    const baseline = { source: "previous", run: 1 } as const;
    const view = sampleView({ compare: { ...sampleView().compare, baseline } });
    const state = comparedState({ previous, view });
    const comparison = compareRuns(allRuns(state), view)!;
    assert.deepEqual(
      comparison.runs.map(({ name }) => name),
      ["STARC 16", "Full", "Before: Full"],
    );
    assert.equal(comparison.baseline, comparison.runs[2]);
  });

  it("gives times in the clock of each device and ratios of them", () => {
    const runs = [sampleRun({ device: "fast" }), sampleRun({ policy: "full" })];
    const results = resultsOf(runs, [{ cycles: [10, 30, 20, 20] }, { cycles: [80, 80, 80, 80] }]);
    const simulation = { ...noSimulation, phase: "complete", results } as const;
    const view = sampleView({ runs });
    const { runs: compared, baseline } = compareRuns(
      allRuns(comparedState({ simulation, view })),
      view,
    )!;
    const time = measureOf("time");
    assert.deepEqual(compared.map(time.value), [10, 160]);
    assert.equal(ratioOf(time.value(compared[0]), time.value(baseline)), 1 / 16);
  });

  it("has no ratio to nothing", () => {
    for (const [value, baseline] of [
      [1, 0],
      [0, 0],
      [NaN, 1],
      [1, NaN],
    ]) {
      assert.ok(Number.isNaN(ratioOf(value, baseline)));
    }
    assert.equal(ratioOf(0, 2), 0);
  });
});
