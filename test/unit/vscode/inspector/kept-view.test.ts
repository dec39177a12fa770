import assert from "node:assert/strict";
import { InspectorHost } from "./inspector-host";

describe("the view that an editor kept", () => {
  let host: InspectorHost;

  beforeEach(async () => (host = await InspectorHost.start()));
  afterEach(() => host.end());

  /** Opens a trace whose view was kept as `change` makes it of the view with which it opens first. */
  async function reopened(change: (view: Record<string, unknown>) => Record<string, unknown>) {
    const uri = await host.write("one.kvtrace");
    const first = await host.open(uri);
    const { viewState } = await first.page.open();
    first.panel.dispose();
    await host.context.workspaceState.update(`view:${uri.toString()}`, change({ ...viewState }));
    const { page } = await host.open(uri);
    return { first: viewState, again: (await page.open()).viewState };
  }

  it("is shown again though an older version kept it under other names", async () => {
    const { first, again } = await reopened((view) => ({
      ...view,
      time: undefined,
      step: 2,
      view: "timing",
      timing: { unit: "ns", energyBy: "part" },
    }));
    const time = { ...first.time, unit: "ns", energyBy: "part" };
    assert.deepEqual(again, { ...first, step: 2, view: "time", time });
  });

  it("loses no more than what cannot be read", async () => {
    const { first, again } = await reopened((view) => ({
      ...view,
      runStyles: undefined,
      step: 3,
      scope: "gone",
      heatMap: { axis: "upwards" },
    }));
    assert.deepEqual(again, { ...first, step: 3 });
  });

  it("is left alone where it is nothing of ours", async () => {
    const { first, again } = await reopened(() => ({ view: 7, timing: "late", step: -1 }));
    assert.deepEqual(again, first);
  });
});
