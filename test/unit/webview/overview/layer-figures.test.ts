import assert from "node:assert/strict";
import fc from "fast-check";
import { movedBy } from "../../../../webview/page/overview/grid-cursor";
import { layerFigures } from "../../../../webview/page/overview/layer-figures";
import { furtherKey, nothingFurther } from "../../../../webview/state/further/further-state";
import { FurtherRuns } from "../../../../webview/state/further/further-runs";
import { keepSurveying } from "../../../../webview/state/further/layer-survey";
import { changeView, noSimulation, survey } from "../../../../webview/state/page-state";
import { ResultSet } from "../../../../webview/state/results/result-set";
import { samplePage } from "../sample-page";
import { sampleHead, sampleRun, sampleTrace, sampleView } from "../samples";

describe("the overview of layers", () => {
  it("has the wasted reads of each KV head where they are known: 1 - useful / read of its heads", () => {
    const amount = fc.integer({ min: 1, max: 100 });
    const head = fc.record({ read: amount, useful: amount });
    fc.assert(
      fc.property(fc.array(head, { minLength: 8, maxLength: 8 }), (heads) => {
        const run = sampleRun();
        const scope = { layers: [3], kvHeads: [0, 1, 2, 3], fromStep: 0, toStep: 4 };
        const results = ResultSet.empty({ scope, runs: [run] }).with(
          heads.map(({ read, useful }, queryHead) => {
            const all = (value: number) => [value, value, value, value];
            const columns = { columnsRead: all(read), columnsUseful: all(Math.min(read, useful)) };
            return sampleHead({ queryHead }, columns);
          }),
        );
        const known = new Map([[furtherKey({ layer: 3, run }), results]]);
        const state = { trace: sampleTrace(), view: sampleView(), further: nothingFurther };
        const [third, fifth] = layerFigures(
          { ...state, further: { ...state.further, known } },
          "wasted",
        );
        assert.deepEqual([third.layer, fifth.layer], [3, 5]);
        assert.deepEqual(fifth.heads, [undefined, undefined, undefined, undefined]);
        third.heads.forEach((value, kvHead) => {
          const own = heads.slice(2 * kvHead, 2 * kvHead + 2);
          const read = own.reduce((sum, each) => sum + each.read, 0);
          const useful = own.reduce((sum, each) => sum + Math.min(each.read, each.useful), 0);
          assert.ok(Math.abs(value! - (1 - useful / read)) < 1e-12);
        });
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  it("asks for every layer of the shown run, the nearest first, and for none when it is let go", () => {
    const simulation = { ...noSimulation, phase: "complete" } as const;
    const { store, connection, postedAs } = samplePage({ simulation });
    keepSurveying(store, new FurtherRuns(connection, store));
    survey(store, true);
    assert.equal(store.state.further.waiting.overview, 2);
    assert.deepEqual(postedAs("simulateFurther")[0].plan.scope.layers, [5]);
    changeView(store, { shownRun: 1 });
    assert.equal(store.state.further.waiting.overview, 2);
    survey(store, false);
    assert.equal(store.state.further.waiting.overview, 0);
  });

  it("has a cursor that stays in it, and comes back by the opposite key", () => {
    const key = fc.constantFrom("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End");
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, fc.array(key), (rows, columns, keys) => {
        let at = { row: 0, column: 0 };
        for (const each of keys) {
          at = movedBy(each, at, rows, columns)!;
          assert.ok(at.row >= 0 && at.row < rows && at.column >= 0 && at.column < columns);
        }
      }),
      { seed: 13, numRuns: 100 },
    );
    assert.deepEqual(movedBy("ArrowDown", { row: 1, column: 2 }, 4, 4), { row: 2, column: 2 });
    assert.equal(movedBy("x", { row: 0, column: 0 }, 1, 1), undefined);
  });
});
