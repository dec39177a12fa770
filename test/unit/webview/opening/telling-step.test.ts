import assert from "node:assert/strict";
import fc from "fast-check";
import type { HeadResult } from "../../../../src/shared/protocol";
import { openAtTellingStep, tellingStep } from "../../../../webview/state/opening/telling-step";
import { changeView, noSimulation } from "../../../../webview/state/page-state";
import { ResultSet } from "../../../../webview/state/results/result-set";
import { samplePage } from "../sample-page";
import { sampleHead, sampleRun, sampleTrace } from "../samples";

const steps = 4;

/** Results of runs that read 100 columns at each step and of these use what is left. */
function resultsOf(wasted: readonly (readonly (number | undefined)[])[]): ResultSet {
  const runs = wasted.map((_, run) => sampleRun({ budget: run + 1 }));
  const scope = { layers: [5], kvHeads: [0], fromStep: 0, toStep: steps };
  const heads = wasted.map((shares, run): HeadResult => {
    return sampleHead(
      { run },
      {
        columnsRead: shares.map((share) => (share === undefined ? 0 : 100)),
        columnsUseful: shares.map((share) => (share === undefined ? 0 : 100 - share)),
      },
    );
  });
  return ResultSet.empty({ runs, scope }).with(heads);
}

describe("the step that a new trace opens at", () => {
  it("is the first where runs differ most in what they waste", () => {
    const share = fc.option(fc.nat(100), { nil: undefined });
    const ofRun = fc.array(share, { minLength: steps, maxLength: steps });
    const check = (wasted: readonly (readonly (number | undefined)[])[]) => {
      const spreads = Array.from({ length: steps }, (_, step) => {
        const known = wasted.map((run) => run[step]).filter((value) => value !== undefined);
        return known.length > 1 ? Math.max(...known) - Math.min(...known) : 0;
      });
      const widest = Math.max(...spreads);
      const found = tellingStep(resultsOf(wasted));
      if (widest === 0) assert.equal(found, undefined);
      // Equal spreads may differ in the last bits of their shares.
      else assert.equal(found === undefined ? NaN : spreads[found], widest);
    };
    fc.assert(fc.property(fc.array(ofRun, { minLength: 1, maxLength: 4 }), check), {
      seed: 41,
      numRuns: 300,
    });
    assert.equal(tellingStep(resultsOf([[10, 60, 60, 0], Array<number>(4).fill(0)])), 1);
  });

  const results = resultsOf([
    [0, 0, 50, 0],
    [0, 0, 0, 0],
  ]);
  const opened = (isNew: boolean) => {
    const { store } = samplePage({ trace: sampleTrace({ isNew }) });
    openAtTellingStep(store);
    const finish = () =>
      store.update({ simulation: { ...noSimulation, phase: "complete", results } });
    return { store, finish };
  };

  it("is shown once, when all results are there, of a trace that is new", () => {
    const { store, finish } = opened(true);
    store.update({ simulation: { ...noSimulation, phase: "running", results } });
    assert.equal(store.state.view.step, 0);
    finish();
    assert.equal(store.state.view.step, 2);
    changeView(store, { step: 0 });
    store.update({ simulation: { ...noSimulation, phase: "running", results } });
    finish();
    assert.equal(store.state.view.step, 0);
  });

  it("is not shown where the user was before, or has chosen meanwhile", () => {
    const known = opened(false);
    known.finish();
    assert.equal(known.store.state.view.step, 0);
    for (const change of [{ step: 1 }, { layer: 3 }, { runs: [sampleRun({ budget: 9 })] }]) {
      const { store, finish } = opened(true);
      const { step } = store.state.view;
      changeView(store, change);
      finish();
      assert.equal(store.state.view.step, "step" in change ? change.step : step);
    }
  });
});
