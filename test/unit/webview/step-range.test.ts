import assert from "node:assert/strict";
import fc from "fast-check";
import { fitViewState } from "../../../src/shared/fit-view";
import { changeView } from "../../../webview/state/page-state";
import { extendRange, markSteps, rangeBetween } from "../../../webview/state/view/step-range";
import { ViewHistory } from "../../../webview/state/view/view-history";
import { samplePage } from "./sample-page";
import { sampleHeader, sampleView } from "./samples";

const steps = 40;
const step = fc.integer({ min: 0, max: steps - 1 });
const moves = fc.array(fc.constantFrom(-3, -1, 1, 2), { minLength: 1, maxLength: 40 });

describe("marked steps", () => {
  it("reach from where the marking began to the shown step, and end where both meet", () => {
    fc.assert(
      fc.property(step, moves, (anchor, all) => {
        let now: Parameters<typeof extendRange>[0] = { step: anchor, stepRange: null };
        for (const by of all) {
          // An end at which nothing is marked any more is where the next marking begins.
          const from = now.stepRange ? anchor : now.step;
          assert.equal(from, anchor);
          now = extendRange(now, by, steps);
          assert.ok(now.step >= 0 && now.step < steps);
          assert.deepEqual(
            now.stepRange,
            now.step === anchor ? null : rangeBetween(anchor, now.step),
          );
        }
      }),
      { seed: 41 },
    );
  });

  it("begin anew where the shown step is at neither end", () => {
    const inside = { step: 5, stepRange: { fromStep: 3, toStep: 9 } };
    assert.deepEqual(extendRange(inside, 1, steps), {
      step: 6,
      stepRange: { fromStep: 5, toStep: 7 },
    });
  });

  it("stay within the steps that a rewritten trace has", () => {
    const ends = fc.tuple(fc.nat(60), fc.nat(60));
    fc.assert(
      fc.property(ends, fc.integer({ min: 0, max: 50 }), ([one, other], decodeSteps) => {
        const header = { ...sampleHeader(), decodeSteps };
        const stepRange = rangeBetween(one, other);
        const fitted = fitViewState({ stepRange }, sampleView(), header).stepRange;
        const left = [...Array(decodeSteps).keys()].filter((at) => {
          return at >= stepRange.fromStep && at < stepRange.toStep;
        });
        assert.deepEqual(
          fitted,
          left.length === 0 ? null : { fromStep: left[0], toStep: left[left.length - 1] + 1 },
        );
      }),
      { seed: 42 },
    );
  });

  it("are let go of by one undo, however many keys marked them", () => {
    const { store } = samplePage();
    const history = new ViewHistory(store, (view) => view);
    changeView(store, { step: 1 });
    changeView(store, { view: "time" });
    for (let press = 0; press < 4; press++) {
      markSteps(store, 1);
      store.flush();
    }
    assert.notEqual(store.state.view.stepRange, null);
    history.undo();
    assert.equal(store.state.view.stepRange, null);
    assert.equal(store.state.view.step, 1);
  });
});
