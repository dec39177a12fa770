import assert from "node:assert/strict";
import type { ViewState } from "../../../src/shared/protocol";
import { ViewKeeper } from "../../../webview/state/view/keep-view";
import { changeView } from "../../../webview/state/page-state";
import { samplePage } from "./sample-page";
import { sampleRun } from "./samples";

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
});
