import assert from "node:assert/strict";
import { keepPrevious } from "../../../../webview/state/view/keep-previous";
import { noSimulation, type PageState } from "../../../../webview/state/page-state";
import type { ResultSet } from "../../../../webview/state/results/result-set";
import { allRuns } from "../../../../webview/state/runs/compared-runs";
import { Store } from "../../../../webview/state/store";
import { findChanges, matchRuns } from "../../../../webview/views/trade-off/changes/changes";
import { changesTable } from "../../../../webview/views/trade-off/changes/changes-table";
import { sampleHeader, sampleRun, sampleTrace, sampleView } from "../samples";
import { comparedState, resultsOf } from "./compared-state";

describe("the previous run", () => {
  it("is what a changed configuration or a rewritten file replaces, once complete", () => {
    const tick: (() => void)[] = [];
    const store = new Store<PageState>(comparedState(), (work) => tick.push(work));
    const frame = () => tick.splice(0).forEach((work) => work());
    const simulate = (phase: "running" | "complete", results: ResultSet | undefined) => {
      store.update({ simulation: { ...noSimulation, phase, results } });
      frame();
    };
    const kept = (): PageState["previous"] => store.state.previous;
    const { results } = store.state.simulation;
    keepPrevious(store);
    simulate("running", resultsOf(results!.plan.runs, []));
    assert.equal(kept(), undefined, "the same again");
    simulate("complete", results);
    const changed = [sampleRun({ budget: 8 })];
    simulate("running", undefined);
    assert.equal(kept()?.results, results);
    simulate("running", resultsOf(changed, []));
    const incomplete = resultsOf([sampleRun({ budget: 9 })], []);
    simulate("running", incomplete);
    assert.equal(kept()?.results, results, "what was never complete is no run");
    const complete = resultsOf(changed, [{ cycles: [1, 1] }]);
    simulate("complete", complete);
    const rewritten = sampleTrace();
    store.update({ trace: rewritten });
    simulate("running", resultsOf(changed, []));
    assert.equal(kept()?.results, complete);
    assert.notEqual(kept()?.trace, rewritten);
  });

  it("is matched run by run: equal ones first, then those in the same place", () => {
    const [a, b, c] = [1, 2, 3].map((budget) => sampleRun({ budget }));
    assert.deepEqual(matchRuns([a, b], [a, b]), [0, 1]);
    assert.deepEqual(matchRuns([b, a], [a, b]), [1, 0]);
    assert.deepEqual(matchRuns([c, b], [a, b]), [0, 1]);
    assert.deepEqual(matchRuns([b], [a, b]), [1]);
    assert.deepEqual(matchRuns([a, b, c], [a]), [0, undefined, undefined]);
    const [x, y] = [
      { p: 1, q: 2 },
      { q: 2, p: 1 },
    ].map((parameters) => sampleRun({ parameters }));
    assert.deepEqual(matchRuns([c, x], [y, c]), [1, 0]);
  });

  it("differs in what changed and in nothing else", () => {
    const before = { trace: sampleTrace(), results: comparedState().simulation.results! };
    assert.deepEqual(findChanges(sampleTrace(), before.results, before), []);
    const trace = sampleTrace({ header: sampleHeader({ decodeSteps: 8 }), fileSize: 99_000_000 });
    const runs = [sampleRun({ budget: 8 }), sampleRun({ policy: "full" }), sampleRun()];
    const changes = findChanges(trace, resultsOf(runs, []), before);
    assert.deepEqual(
      changes.map(({ label, before: was, now }) => `${label}: ${was} > ${now}`.replace(/\s/g, " ")),
      ["Prompt + steps: 60 + 4 > 60 + 8", "File size: 12.3 MB > 99 MB", "Run: none > STARC 8"],
    );
  });

  it("names runs as the table does, those that were there before as well", () => {
    const full = (budget: number) => sampleRun({ policy: "full", budget });
    const before = { trace: sampleTrace(), results: resultsOf([full(16), sampleRun()], []) };
    const runs = [full(32), sampleRun({ budget: 8 })];
    const changes = findChanges(sampleTrace(), resultsOf(runs, []), before);
    const { budget } = sampleRun();
    assert.deepEqual(changes, [{ label: "Run", before: `STARC ${budget}`, now: "STARC 8" }]);
    const removed = findChanges(sampleTrace(), resultsOf([full(16)], []), before);
    assert.deepEqual(removed, [{ label: "Run", before: `STARC ${budget}`, now: "none" }]);
  });

  it("stands before each figure, with how many times as much that is", () => {
    const previous = {
      trace: sampleTrace(),
      results: resultsOf(sampleView().runs, [{ cycles: [40, 40] }, { cycles: [80, 80] }]),
    };
    const table = changesTable(allRuns(comparedState({ previous })));
    const at = table.columns.findIndex(({ label }) => label === "Cycles") - 1;
    assert.deepEqual(
      table.rows.map(({ cells }) => cells[at]),
      ["40 → 20 (0.500×)", "80 as before"],
    );
  });

  it("says so where the difference is too small to be seen", () => {
    const previous = {
      trace: sampleTrace(),
      results: resultsOf(sampleView().runs, [{ cycles: [20.001, 20.001] }, { cycles: [80, 80] }]),
    };
    const state = comparedState({ previous });
    const table = changesTable(allRuns(state));
    const at = table.columns.findIndex(({ label }) => label === "Cycles") - 1;
    assert.equal(table.rows[0].cells[at], "20, about as before");
  });
});
