import assert from "node:assert/strict";
import fc from "fast-check";
import { stylesFor } from "../../../../src/shared/run-styles";
import {
  isSamePolicy,
  keepSweeping,
  sweepBudgets,
  sweptPolicies,
} from "../../../../webview/state/further/budget-sweep";
import { FurtherRuns } from "../../../../webview/state/further/further-runs";
import { changeView, noSimulation, sweep } from "../../../../webview/state/page-state";
import { samplePage } from "../sample-page";
import { catalog, sampleHeader, sampleRun, sampleTrace, sampleView } from "../samples";

const settings = { seed: 91, numRuns: 200 };
const run = fc
  .record({
    policy: fc.constantFrom("full", "quest", "starc"),
    budget: fc.constantFrom(16, 64, 100),
    placement: fc.constantFrom("token-order" as const, "starc" as const),
  })
  .map(sampleRun);

describe("a sweep over budgets", () => {
  it("goes through the powers of two from 64 to 2048 that the trace has tokens for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), (tokens) => {
        const powers = [64, 128, 256, 512, 1024, 2048];
        assert.deepEqual(
          sweepBudgets(tokens),
          powers.filter((budget) => budget <= tokens),
        );
      }),
      settings,
    );
  });

  it("takes each policy that has a budget once, and no hidden one", () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 8 }), fc.nat(7), (runs, hidden) => {
        const runStyles = stylesFor(runs).map((style, place) => ({
          ...style,
          hidden: place === hidden,
        }));
        const swept = sweptPolicies({ runs, runStyles }, catalog);
        for (const { place, run: chosen } of swept) {
          assert.equal(runs[place], chosen);
          assert.ok(chosen.policy !== "full" && place !== hidden);
        }
        runs.forEach((each, place) => {
          const alike = swept.filter((other) => isSamePolicy(other.run, each));
          assert.ok(alike.length <= 1);
          const isSwept = each.policy !== "full" && place !== hidden;
          if (isSwept) assert.equal(alike.length, 1);
        });
      }),
      settings,
    );
  });

  it("asks for the shown layer, follows it, and ends when it is let go", () => {
    const trace = sampleTrace({ header: sampleHeader({ tokens: 200 }) });
    const runs = [sampleRun({ budget: 16 }), sampleRun({ policy: "full" })];
    const view = sampleView({ runs });
    const simulation = { ...noSimulation, phase: "complete" } as const;
    const { store, connection, postedAs } = samplePage({ trace, view, simulation });
    keepSweeping(store, new FurtherRuns(connection, store));
    assert.equal(postedAs("simulateFurther").length, 0);
    sweep(store, true);
    assert.equal(store.state.further.waiting.sweep, 2);
    const [{ plan }] = postedAs("simulateFurther");
    assert.deepEqual([plan.scope.layers, plan.runs], [[5], [sampleRun({ budget: 64 })]]);
    changeView(store, { layer: 3 });
    assert.equal(store.state.further.waiting.sweep, 2);
    sweep(store, false);
    assert.equal(store.state.further.waiting.sweep, 0);
  });
});
