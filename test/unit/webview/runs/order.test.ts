import assert from "node:assert/strict";
import fc from "fast-check";
import { chooseToo } from "../../../../webview/page/runs/choose-runs";
import { movedTo, orderRuns } from "../../../../webview/page/runs/order-runs";
import { ViewHistory } from "../../../../webview/state/view/view-history";
import { samplePage } from "../sample-page";
import { sampleRun, sampleView } from "../samples";

const count = 5;
const place = fc.nat(count - 1);
const runs = Array.from({ length: count }, (_, at) => sampleRun({ budget: 8 + at }));

function pageOf(shownRun: number, baseline: number | null) {
  const view = sampleView({ runs, shownRun });
  const runStyles = runs.map((_, colour) => ({ colour, hidden: false }));
  const compare = {
    ...view.compare,
    baseline: baseline === null ? null : { source: "shown" as const, run: baseline },
  };
  const runsTable = { ...view.runsTable, order: "cycles" as const };
  return samplePage({ view: { ...view, runStyles, compare, runsTable } });
}

describe("runs in another order", () => {
  it("keep their colours, and what is worked on and compared with", () => {
    const order = fc.shuffledSubarray([...runs.keys()], { minLength: count });
    fc.assert(
      fc.property(order, place, fc.option(place), (wanted, shownRun, baseline) => {
        const { store } = pageOf(shownRun, baseline);
        const history = new ViewHistory(store, (view) => view);
        const before = store.state.view;
        orderRuns(store, wanted);
        const { view } = store.state;
        assert.deepEqual(
          view.runs.map(({ budget }) => budget - 8),
          wanted,
        );
        assert.deepEqual(
          view.runStyles.map(({ colour }) => colour),
          wanted,
        );
        assert.equal(view.runs[view.shownRun], runs[shownRun]);
        const compared = view.compare.baseline;
        assert.equal(
          compared && view.runs[compared.run],
          baseline === null ? null : runs[baseline],
        );
        assert.equal(view.runsTable.order, null, "their own order");
        assert.ok(history.undo());
        assert.deepEqual(store.state.view, before, "by one undo");
      }),
      { seed: 51 },
    );
  });

  it("move one by one, the others as they were", () => {
    const far = fc.integer({ min: -3, max: count + 3 });
    fc.assert(
      fc.property(place, far, (from, to) => {
        const order = [...runs.keys()];
        const moved = movedTo(order, from, to);
        assert.deepEqual(
          moved.filter((each) => each !== from),
          order.filter((each) => each !== from),
        );
        assert.equal(moved.indexOf(from), Math.max(0, Math.min(to, count - 1)));
      }),
      { seed: 52 },
    );
  });
});

describe("choosing several runs", () => {
  const styles = (shown: readonly boolean[]) =>
    shown.map((isShown, colour) => ({ colour, hidden: !isShown }));
  const shownIn = (all: readonly { readonly hidden: boolean }[]) =>
    all.flatMap(({ hidden }, run) => (hidden ? [] : [run]));

  it("begins with the run that is worked on, and then adds and takes away one by one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: count, maxLength: count }),
        place,
        place,
        (shown, shownRun, chosen) => {
          const before = shownIn(styles(shown));
          const after = shownIn(chooseToo(styles(shown), shownRun, chosen));
          if (before.length === count) {
            assert.deepEqual(after, [...new Set([shownRun, chosen])].sort());
          } else if (before.length === 1 && before[0] === chosen) {
            assert.deepEqual(after, before, "the last one stays");
          } else {
            const other = before.includes(chosen);
            const expected = other ? before.filter((run) => run !== chosen) : [...before, chosen];
            assert.deepEqual(
              after,
              expected.sort((a, b) => a - b),
            );
          }
        },
      ),
      { seed: 53 },
    );
  });
});
