import assert from "node:assert/strict";
import fc from "fast-check";
import { summarise } from "../../../src/core/figures/means";
import { stepColumnNames } from "../../../src/core/figures/step-figures";
import { ResultSet } from "../../../webview/state/results/result-set";
import { summarise as summariseShown, summariseSteps } from "../../../webview/state/runs/summary";
import { rangeBetween } from "../../../webview/state/view/step-range";
import { sampleHead, sampleRun, sampleView } from "../webview/samples";

const steps = 4;
const figure = fc.oneof(fc.double({ min: 0, max: 9, noNaN: true }), fc.constant(NaN));
const columns = fc.array(fc.array(figure, { minLength: steps, maxLength: steps }), {
  minLength: 1,
  maxLength: 6,
});

/** Sum over count of all that is there, in the order of the heads. */
function pooled(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

describe("the mean of a figure", () => {
  const runs = [sampleRun()];
  const plan = { scope: { layers: [5], kvHeads: [0], fromStep: 0, toStep: steps }, runs };
  const view = (stepsOf: "shown" | "mean", headsOf: "shown" | "mean", step = 0) =>
    sampleView({
      runs,
      step,
      queryHead: 0,
      scope: { steps: stepsOf, heads: headsOf },
    });

  it("is over all steps of all heads that have it, on the page as in reports and limits", () => {
    const check = (values: readonly (readonly number[])[]) => {
      const heads = values.map((imbalance, queryHead) => sampleHead({ queryHead }, { imbalance }));
      const results = ResultSet.empty(plan).with([...heads].reverse());
      const shown = (...asked: Parameters<typeof view>) =>
        summariseShown(results, 0, view(...asked))?.("imbalance");
      assert.equal(shown("mean", "mean"), pooled(values.flat()));
      const reader = summariseShown(results, 0, view("mean", "mean"))!;
      const reported = summarise(heads);
      for (const name of stepColumnNames) assert.equal(reader(name), reported[name], name);
      assert.equal(shown("mean", "shown"), pooled(values[0]));
      for (let step = 0; step < steps; step++) {
        const atStep = pooled(values.map((head) => head[step]));
        assert.equal(shown("shown", "mean", step), atStep);
        assert.equal(summariseSteps(results, 0, view("mean", "mean"), "imbalance")[step], atStep);
      }
    };
    fc.assert(fc.property(columns, check), { seed: 19, numRuns: 200 });
  });

  it("is over the marked steps alone, whatever else is chosen", () => {
    const ends = fc.tuple(fc.nat(steps - 1), fc.nat(steps - 1));
    const check = (values: readonly (readonly number[])[], [one, other]: [number, number]) => {
      const heads = values.map((imbalance, queryHead) => sampleHead({ queryHead }, { imbalance }));
      const results = ResultSet.empty(plan).with(heads);
      const stepRange = rangeBetween(one, other);
      const expected = pooled(
        values.flatMap((head) => head.slice(stepRange.fromStep, stepRange.toStep)),
      );
      for (const stepsOf of ["shown", "mean"] as const) {
        const marked = { ...view(stepsOf, "mean"), stepRange };
        assert.equal(summariseShown(results, 0, marked)?.("imbalance"), expected);
      }
    };
    fc.assert(fc.property(columns, ends, check), { seed: 20, numRuns: 200 });
  });
});
