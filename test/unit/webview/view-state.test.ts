import assert from "node:assert/strict";
import fc from "fast-check";
import { fitViewState } from "../../../src/shared/fit-view";
import { groupSize, kvHeadOf } from "../../../src/shared/heads";
import type { RunConfiguration, ViewState } from "../../../src/shared/protocol";
import { isKnown, viewOfPlan } from "../../../webview/state/view/view-of-plan";
import { catalog, sampleHeader, sampleRun, sampleView } from "./samples";

const settings = { seed: 13, numRuns: 300 };
const index = fc.integer({ min: -3, max: 5000 });

const isOffered = (run: RunConfiguration) => isKnown(run, catalog);

describe("view state", () => {
  it("always fits the trace it is about to show", () => {
    const kept = fc.record({
      layer: index,
      kvHead: index,
      queryHead: index,
      step: index,
      shownRun: index,
      runs: fc.array(fc.constantFrom("full", "starc", "no longer there"), { maxLength: 4 }),
    });
    const shapes = fc.record({
      kvHeads: fc.integer({ min: 1, max: 8 }),
      group: fc.integer({ min: 1, max: 8 }),
      decodeSteps: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(kept, shapes, ({ runs, ...rest }, { kvHeads, group, decodeSteps }) => {
        const header = sampleHeader({ kvHeads, queryHeads: kvHeads * group, decodeSteps });
        const configurations = runs.map((policy) => sampleRun({ policy }));
        const view = fitViewState(
          { ...rest, runs: configurations },
          sampleView(),
          header,
          isOffered,
        );
        assert.ok(header.layers.some(({ id }) => id === view.layer));
        assert.ok(view.queryHead >= 0 && view.queryHead < header.queryHeads);
        assert.equal(view.kvHead, kvHeadOf(header, view.queryHead));
        assert.ok(view.step >= 0 && view.step < Math.max(1, decodeSteps));
        assert.ok(view.runs.length > 0 && view.shownRun < view.runs.length && view.shownRun >= 0);
        assert.ok(view.runs.every(({ policy }) => policy !== "no longer there"));
      }),
      settings,
    );
  });

  it("keeps what fits as it is", () => {
    const view = sampleView({ layer: 3, queryHead: 7, kvHead: 3, step: 2, shownRun: 1 });
    assert.deepEqual(fitViewState(view, sampleView(), sampleHeader(), isOffered), view);
  });

  it("fills what an older version did not keep", () => {
    const { time, heatMap, ...old } = sampleView({ step: 1 });
    const restored = fitViewState(old, sampleView(), sampleHeader(), isOffered);
    assert.deepEqual([restored.time, restored.heatMap], [time, heatMap]);
  });

  it("knows views by the names that older versions gave them", () => {
    for (const [before, now] of [
      ["timing", ["time"]],
      ["file", ["banks", "file"]],
      ["compare", ["trade-off"]],
      ["nothing of ours", ["banks"]],
    ] as const) {
      const timing = { unit: "ns", energyBy: "part" };
      const kept = { ...sampleView({ step: 1 }), view: before, time: undefined, timing };
      const read = JSON.parse(JSON.stringify(kept)) as Partial<ViewState>;
      const { view, time, ...rest } = fitViewState(read, sampleView(), sampleHeader(), isOffered);
      assert.ok(
        now.some((name) => name === view),
        `${before} became ${view}`,
      );
      assert.deepEqual(time, { ...sampleView().time, ...timing });
      assert.ok(!("timing" in rest));
    }
  });

  it("counts the query heads of a group", () => {
    const header = sampleHeader({ queryHeads: 12, kvHeads: 3 });
    assert.equal(groupSize(header), 4);
    assert.deepEqual(
      [0, 3, 4, 11].map((head) => kvHeadOf(header, head)),
      [0, 0, 1, 2],
    );
  });

  it("moves to a part that a plan has, and no further than it must", () => {
    const header = sampleHeader({ queryHeads: 8, kvHeads: 4 });
    const runs = [sampleRun({ budget: 7 })];
    const scope = { layers: [3, 5], kvHeads: [1, 2], fromStep: 1, toStep: 3 };
    const move = (change: Parameters<typeof sampleView>[0]) => {
      const { layer, queryHead, step, shownRun } = viewOfPlan(
        { runs, scope },
        sampleView({ shownRun: 1, ...change }),
        header,
      );
      return [layer, queryHead, step, shownRun];
    };
    assert.deepEqual(move({ layer: 5, kvHead: 2, queryHead: 5, step: 2 }), [5, 5, 2, 0]);
    assert.deepEqual(move({ layer: 4, kvHead: 3, queryHead: 7, step: 0 }), [3, 2, 1, 0]);
    assert.deepEqual(move({ layer: 3, kvHead: 1, queryHead: 3, step: 9 }), [3, 3, 2, 0]);
  });
});
