import assert from "node:assert/strict";
import { deviceFileText } from "../../../../src/core/memory/device-file";
import { devicePresets } from "../../../../src/core/memory/device-presets";
import {
  simulateWithProgress,
  type RunOutcome,
} from "../../../../src/vscode/commands/run-simulation";
import { InspectorHost, planOf } from "./inspector-host";
import { sampleHead } from "../../webview/samples";
import { settle } from "./settle";

/** Lets settings be read only when a test says so: returns what lets go of each reading. */
function holdSettings({ editor, folder }: InspectorHost): (() => void)[] {
  const held: (() => void)[] = [];
  const device = deviceFileText({ ...devicePresets[0], name: "mine" });
  editor.settings.set("kvtrace.devicePresets", [`${folder}/device.json`]);
  editor.files.fs.readFile = async () => {
    await new Promise<void>((resolve) => held.push(resolve));
    return new TextEncoder().encode(device);
  };
  return held;
}

async function ended(outcome: Promise<RunOutcome | undefined>): Promise<RunOutcome> {
  const known = await outcome;
  assert.ok(known);
  return known;
}

describe("simulations of a page", () => {
  let host: InspectorHost;

  beforeEach(async () => (host = await InspectorHost.start()));
  afterEach(() => host.end());

  it("show their results as they come, until all are there", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    const plan = planOf(await page.open());
    const { id, answer } = page.simulate(plan);
    await settle();
    const [run] = host.pool.runs;
    assert.deepEqual(run.plan.scope, plan.scope);
    const heads = [...run.come(0), ...run.come(1)];
    run.listener.onProgress(0.5);
    assert.deepEqual(
      page.heard("result").map((event) => [event.id, event.results]),
      [
        [id, heads.slice(0, 1)],
        [id, heads.slice(1)],
      ],
    );
    assert.deepEqual(page.heard("progress"), [{ kind: "progress", id, done: 0.5 }]);
    assert.equal(session.results?.phase, "running");
    run.end();
    assert.equal((await answer).kind, "reply");
    assert.equal(session.results.phase, "complete");
    assert.deepEqual(session.results.heads, heads);
  });

  it("are those of the newest request, however late the settings of an older one come", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    const trace = await page.open();
    const held = holdSettings(host);
    const first = page.simulate(planOf(trace, 1));
    const second = page.simulate(planOf(trace, 2));
    await settle();
    assert.equal(held.length, 2);
    held[1]();
    await settle();
    held[0]();
    const failure = await first.answer;
    assert.equal(failure.kind === "failure" && failure.cancelled, true);
    for (const run of host.pool.runs) run.come(0);
    host.pool.endAll();
    assert.equal((await second.answer).kind, "reply");
    assert.equal(session.results?.plan.runs.length, 2);
    assert.equal(session.results.heads.length, 4);
    assert.deepEqual(
      host.pool.runs.flatMap((run) => run.plan.runs),
      session.results.plan.runs,
    );
  });

  it("tell nothing more once they are cancelled, and keep what they have", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    const { id, answer } = page.simulate(planOf(await page.open()));
    await settle();
    const [run] = host.pool.runs;
    run.come(0);
    page.request("cancel", { target: id });
    const failure = await answer;
    assert.equal(failure.kind === "failure" && failure.cancelled, true);
    run.come(1);
    assert.equal(page.heard("result").length, 1);
    assert.equal(session.results?.phase, "cancelled");
    assert.equal(session.results.heads.length, 1);
  });

  it("say in their results when they failed", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    const { answer } = page.simulate(planOf(await page.open()));
    await settle();
    host.pool.runs[0].fail(new Error("a thread stopped"));
    const failure = await answer;
    assert.equal(failure.kind === "failure" && failure.message, "a thread stopped");
    assert.equal(session.results?.phase, "failed");
  });

  it("fail where a source that says it is done has not brought all of them", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    host.pool.run = (_location, _header, plan, listener) => {
      listener.onResults(plan.runs.map((_, run) => sampleHead({ run, queryHead: 1 })));
      return Promise.resolve();
    };
    const failure = await page.simulate(planOf(await page.open(), 2)).answer;
    assert.equal(failure.kind === "failure" && failure.message, "results: 2 of 4 query heads came");
    assert.equal(session.results?.phase, "failed");
  });

  it("that somebody asks for are answered by themselves, not by what the page runs", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    const trace = await page.open();
    const plan = planOf(trace, 1);
    const asked = [{ ...plan.runs[0], budget: 7 }];
    // The page's opening simulation ends after it was asked for another one.
    const opening = page.simulate(plan);
    await settle();
    const outcome = simulateWithProgress(session, asked);
    const { runs, ticket } = await page.next("run");
    assert.deepEqual(runs, asked);
    host.pool.runs[0].end();
    await opening.answer;
    page.simulate({ ...plan, runs: asked }, ticket);
    await settle();
    host.pool.runs[1].come(0);
    host.pool.runs[1].end();
    const { name, complete, runs: simulated } = await ended(outcome);
    assert.deepEqual(
      [name, complete, simulated.map(({ budget }) => budget)],
      ["one.kvtrace", true, [7]],
    );
  });

  it("that somebody asks for end as incomplete where a newer one comes, or they are cancelled", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    const plan = planOf(await page.open());
    const replaced = simulateWithProgress(session, null);
    page.simulate(plan, (await page.next("run")).ticket);
    await settle();
    page.simulate(plan);
    assert.equal((await replaced)?.complete, false);
    const cancelled = simulateWithProgress(session, null);
    await page.next("run", 1);
    // Before the page has even asked for it.
    host.editor.dialogs.progresses[1].cancel();
    assert.equal(await cancelled, undefined);
    const closed = simulateWithProgress(session, null);
    await page.next("run", 2);
    for (const panel of [...host.editor.panels]) panel.dispose();
    assert.equal(await closed, undefined);
  });

  it("that somebody asks for are refused in the words of the page's own", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    const plan = planOf(await page.open());
    const asked = simulateWithProgress(session, [{ ...plan.runs[0], budget: -1 }]);
    const { runs, ticket } = await page.next("run");
    page.simulate({ ...plan, runs: runs ?? [] }, ticket);
    await assert.rejects(asked, { name: "InputError", field: "budget" });
  });

  it("leave out runs that the trace cannot serve, say why, and simulate all others", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    const plan = planOf(await page.open(), 2);
    const [first, second] = plan.runs;
    const runs = [{ ...first, policy: "recorded" }, first, { ...first, budget: 0 }, second];
    const asked = simulateWithProgress(session, runs);
    const { id, answer } = page.simulate({ ...plan, runs }, (await page.next("run")).ticket);
    await settle();
    assert.deepEqual(
      host.pool.runs.flatMap((run) => run.plan.runs),
      [first, second],
    );
    const [refused] = page.heard("refused");
    assert.equal(refused.id, id);
    assert.deepEqual(
      refused.runs.map(({ run }) => run),
      [0, 2],
    );
    assert.match(refused.runs[0].reason, /^policy: recorded needs/);
    assert.match(refused.runs[1].reason, /^budget: 0 is not/);
    const heads = host.pool.runs.flatMap((run) => run.come(1));
    assert.deepEqual(
      page.heard("result").flatMap(({ results }) => results.map(({ run }) => run)),
      [1, 3],
    );
    host.pool.endAll();
    assert.equal((await answer).kind, "reply");
    assert.deepEqual(
      (await asked)?.runs.map(({ failure }) => failure),
      [refused.runs[0].reason, undefined, refused.runs[1].reason, undefined],
    );
    assert.deepEqual(session.results?.served.plan.runs, [first, second]);
    assert.deepEqual(
      session.results.served.heads
        .filter(({ queryHead }) => queryHead === 1)
        .map(({ columns }) => columns),
      heads.map(({ columns }) => columns),
    );
  });

  it("follow what was asked for with progress that somebody can cancel", async () => {
    const { session, page } = await host.open(await host.write("one.kvtrace"));
    const plan = planOf(await page.open());
    const asked = simulateWithProgress(session, null);
    const { id, answer } = page.simulate(plan, (await page.next("run")).ticket);
    await settle();
    host.pool.runs[0].listener.onProgress(0.25);
    host.pool.runs[0].listener.onProgress(0.75);
    const [{ increments, cancel }] = host.editor.dialogs.progresses;
    assert.deepEqual(increments, [25, 50]);
    cancel();
    assert.equal((await asked)?.complete, false);
    assert.deepEqual(await answer, {
      kind: "failure",
      id,
      message: "It was cancelled.",
      cancelled: true,
    });
  });
});
