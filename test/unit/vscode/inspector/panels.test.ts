import assert from "node:assert/strict";
import { ViewPanels } from "../../../../src/vscode/inspector/panels/view-panels";
import { InspectorHost, planOf } from "./inspector-host";
import { PageDouble } from "./page-double";
import { settle } from "./settle";

describe("a panel beside the editor", () => {
  let host: InspectorHost;

  beforeEach(async () => (host = await InspectorHost.start()));
  afterEach(() => host.end());

  /** An editor that shows a trace, and a panel beside it that has opened. */
  async function bothOpen() {
    const uri = await host.write("one.kvtrace");
    const editor = await host.open(uri);
    const plan = planOf(await editor.page.open());
    const { extensionUri, workspaceState } = host.context;
    const panels = new ViewPanels(extensionUri, host.provider, host.services, workspaceState);
    await panels.show("banks", uri);
    const panel = host.editor.panels.at(-1);
    assert.ok(panel);
    const beside = new PageDouble(panel);
    assert.equal((await beside.open()).panel, "banks");
    return { ...editor, plan, beside };
  }

  it("takes over what the editor has simulated", async () => {
    const { page, plan, beside } = await bothOpen();
    const own = page.simulate(plan);
    await settle();
    const [run] = host.pool.runs;
    const heads = [...run.come(0), ...run.come(1)];
    run.end();
    await own.answer;
    const { answer } = beside.simulate(plan);
    assert.equal((await answer).kind, "reply");
    assert.deepEqual(
      beside.heard("result").flatMap(({ results }) => results),
      heads,
    );
    assert.equal(host.pool.runs.length, 1);
  });

  it("waits for what the editor is simulating, whatever order its plan is written in", async () => {
    const { page, plan, beside } = await bothOpen();
    const own = page.simulate(plan);
    await settle();
    const turned = {
      runs: plan.runs.map((run) => Object.fromEntries(Object.entries(run).reverse())),
      scope: plan.scope,
    };
    const { answer } = beside.simulate(turned as unknown as typeof plan);
    await settle();
    const [run] = host.pool.runs;
    run.come(0);
    run.come(1);
    run.end();
    await own.answer;
    assert.equal((await answer).kind, "reply");
    assert.equal(beside.heard("result").length, 2);
    assert.equal(host.pool.runs.length, 1);
  });

  it("simulates by itself what the editor has cancelled before", async () => {
    const { page, session, plan, beside } = await bothOpen();
    const own = page.simulate(plan);
    await settle();
    session.cancel();
    await own.answer;
    const { answer } = beside.simulate(plan);
    await settle();
    assert.equal(host.pool.runs.length, 2);
    host.pool.runs[1].end();
    assert.equal((await answer).kind, "reply");
  });

  it("does not simulate what the editor cancels meanwhile, and can be cancelled itself", async () => {
    const { page, session, plan, beside } = await bothOpen();
    page.simulate(plan);
    await settle();
    const first = beside.simulate(plan);
    await settle();
    session.cancel();
    const failure = await first.answer;
    assert.equal(failure.kind === "failure" && failure.cancelled, true);
    page.simulate(plan);
    await settle();
    const second = beside.simulate(plan);
    await settle();
    beside.request("cancel", { target: second.id });
    const cancelled = await second.answer;
    assert.equal(cancelled.kind === "failure" && cancelled.cancelled, true);
    assert.equal(host.pool.runs.length, 2);
  });

  it("goes on with what the editor begins anew, and alone where the editor is closed", async () => {
    const { page, panel, plan, beside } = await bothOpen();
    page.simulate(plan);
    await settle();
    const { answer } = beside.simulate(plan);
    await settle();
    panel.dispose();
    await settle();
    assert.equal(host.pool.runs.length, 2);
    host.pool.runs[1].end();
    assert.equal((await answer).kind, "reply");
  });

  it("shows the trace that was asked for last, however long the others take to open", async () => {
    const { beside } = await bothOpen();
    const [two, three] = [await host.write("two.kvtrace"), await host.write("three.kvtrace")];
    const { stat } = host.editor.files.fs;
    const held: (() => void)[] = [];
    host.editor.files.fs.stat = async (uri) => {
      if (uri.path.endsWith("two.kvtrace")) {
        await new Promise<void>((resolve) => held.push(resolve));
      }
      return stat(uri);
    };
    const opening = host.open(two);
    await settle();
    for (const release of held.splice(0)) release();
    await opening;
    await host.open(three);
    assert.equal((await beside.next("reloaded")).trace.name, "three.kvtrace");
    for (const release of held.splice(0)) release();
    await settle();
    assert.equal(beside.heard("reloaded").length, 1);
  });
});
