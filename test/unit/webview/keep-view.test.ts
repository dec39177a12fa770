import assert from "node:assert/strict";
import { mock } from "node:test";
import type { ViewState } from "../../../src/shared/protocol";
import { ViewKeeper } from "../../../webview/state/view/keep-view";
import { changeView } from "../../../webview/state/page-state";
import { samplePage } from "./sample-page";
import { sampleRun, sampleView } from "./samples";

const api = { setState: () => undefined };

describe("the view that a page keeps", () => {
  it("is told at once where another run or layer is worked on, and else once it has settled", () => {
    const { store, connection, postedAs } = samplePage();
    const keeper = new ViewKeeper(store, api, connection);
    keeper.accept();
    const told = () => postedAs("saveView").length;
    const changes: readonly Partial<ViewState>[] = [
      { shownRun: 1 },
      { layer: 3 },
      { runs: [sampleRun({ budget: 8 })] },
    ];
    for (const [before, change] of changes.entries()) {
      assert.equal(told(), before);
      changeView(store, change);
      assert.equal(told(), before + 1);
    }
    changeView(store, { step: 2 });
    assert.equal(told(), changes.length);
  });

  it("is not told where it follows the host, unless the user changed it, too", () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    /** A frame passes, and then as long as nothing may change before the host is told. */
    const settle = () => [16, 10_000].forEach((time) => mock.timers.tick(time));
    try {
      for (const change of [{ shownRun: 1 }, { step: 3 }, { runs: [sampleRun({ budget: 8 })] }]) {
        for (const isUsers of [false, true]) {
          const frame = (work: () => void) => void setTimeout(work, 16);
          const { store, connection, postedAs } = samplePage({}, undefined, frame);
          const keeper = new ViewKeeper(store, api, connection);
          settle();
          const before = postedAs("saveView").length;
          if (isUsers) changeView(store, { queryHead: 3 });
          keeper.follow(change);
          settle();
          const told = postedAs("saveView").slice(before);
          const view = sampleView({ ...change, queryHead: isUsers ? 3 : 0 });
          assert.deepEqual(store.state.view, view);
          assert.deepEqual(
            told.map(({ viewState }) => viewState),
            isUsers ? [view] : [],
          );
        }
      }
    } finally {
      mock.timers.reset();
    }
  });
});
