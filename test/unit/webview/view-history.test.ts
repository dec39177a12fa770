import assert from "node:assert/strict";
import { mock } from "node:test";
import fc from "fast-check";
import type { ViewState } from "../../../src/shared/protocol";
import { changeView } from "../../../webview/state/page-state";
import { UndoOffer } from "../../../webview/state/view/undo-offer";
import { ViewHistory } from "../../../webview/state/view/view-history";
import { samplePage } from "./sample-page";
import { sampleHeader, sampleRun, sampleTrace } from "./samples";

function makePage() {
  const { store } = samplePage();
  const offer = new UndoOffer(store);
  const history = new ViewHistory(
    store,
    (view) => view,
    (change) => offer.consider(change),
  );
  const change = (part: Partial<ViewState>) => changeView(store, part);
  return { store, history, change, view: () => store.state.view };
}

const step = fc.integer({ min: 1, max: 3 }).map((step) => ({ step }));
const other = fc.oneof(
  fc.constantFrom(3, 5).map((layer) => ({ layer })),
  fc.constantFrom("banks", "tokens" as const).map((view) => ({ view })),
  fc
    .uniqueArray(fc.constantFrom(8, 16, 32), { minLength: 1 })
    .map((budgets) => ({ runs: budgets.map((budget) => sampleRun({ budget })) })),
  fc.constantFrom(0, 1).map((shownRun) => ({ shownRun })),
);

describe("the history of a view", () => {
  it("brings every earlier view back in order, and every later one again", () => {
    const changes = fc.array(fc.oneof(step, other), { maxLength: 20 });
    fc.assert(
      fc.property(changes, fc.nat(20), (parts, undone) => {
        const { history, change, view } = makePage();
        const views = [view()];
        let isStepping = false;
        for (const part of parts) {
          const before = view();
          change(part);
          if (JSON.stringify(view()) === JSON.stringify(before)) continue;
          // Steps that follow one another are one change.
          if (isStepping && "step" in part) views.pop();
          isStepping = "step" in part;
          views.push(view());
        }
        for (const earlier of views.slice(0, -1).reverse()) {
          assert.ok(history.undo());
          assert.deepEqual(view(), earlier);
        }
        assert.equal(history.undo(), false);
        for (const later of views.slice(1)) {
          assert.ok(history.redo());
          assert.deepEqual(view(), later);
        }
        assert.equal(history.redo(), false);
        const back = Math.min(undone, views.length - 1);
        for (let at = 0; at < back; at++) {
          assert.ok(history.undo());
          assert.deepEqual(view(), views[views.length - 2 - at]);
        }
        change({ runs: [sampleRun({ budget: 999 })] });
        assert.equal(history.redo(), false, "what was undone is gone with the next change");
      }),
      { seed: 21, numRuns: 100 },
    );
  });

  it("goes back a hundred changes, and not into the view of another file", () => {
    const { store, history, change, view } = makePage();
    for (let budget = 1; budget <= 150; budget++) change({ runs: [sampleRun({ budget })] });
    let undone = 0;
    while (history.undo()) undone++;
    assert.equal(undone, 100);
    assert.equal(view().runs[0].budget, 50);
    store.update({ trace: sampleTrace({ header: sampleHeader() }), view: { ...view(), layer: 3 } });
    assert.ok(history.redo(), "a rewritten file is no change of the view");
    assert.equal(view().runs[0].budget, 51);
  });
});

describe("the offer to bring runs back", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  const runs = [8, 16, 32].map((budget) => sampleRun({ budget }));

  it("comes with a removed run and with runs that take the place of all, not with others", () => {
    const { store, change } = makePage();
    const said = () => store.state.message?.text ?? "";
    change({ runs });
    assert.match(said(), /^Other runs are shown/);
    change({ runs: [...runs, sampleRun({ budget: 64 })] });
    assert.equal(said(), "", "an added run");
    change({ runs });
    assert.match(said(), /^Removed STARC.*64\.$/);
    change({ runs: [sampleRun({ budget: 9 }), runs[1], runs[2]] });
    assert.equal(said(), "", "a changed run");
    change({ layer: 3 });
    assert.equal(said(), "");
  });

  it("brings back just the runs, whatever else was changed since, and goes after a while", () => {
    const { store, change, view } = makePage();
    change({ runs });
    const { runStyles } = view();
    change({ runs: runs.slice(1) });
    change({ step: 2, layer: 3 });
    store.state.message?.action?.act();
    assert.equal(view().runs, runs);
    assert.equal(view().runStyles, runStyles);
    assert.deepEqual([view().step, view().layer], [2, 3]);
    assert.equal(store.state.message, undefined);
    change({ runs: runs.slice(1) });
    assert.ok(store.state.message);
    mock.timers.tick(10_000);
    assert.equal(store.state.message, undefined);
  });
});
