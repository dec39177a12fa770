import assert from "node:assert/strict";
import { Cancelled } from "../../../../src/core/cancelled";
import type { SimulationPlan } from "../../../../src/shared/protocol";
import type { ReadableResults } from "../../../../src/vscode/inspector/results/stored-source";
import { sampleHead } from "../../webview/samples";
import { InspectorHost, planOf } from "./inspector-host";
import { settle } from "./settle";

/** A stored run of both query heads of a layer that says what of it was read. */
class FakeStored implements ReadableResults {
  readonly read: { readonly layers: readonly number[]; readonly runs: readonly number[] }[] = [];
  /** Resolves what waits between two heads; undefined lets all of them come at once. */
  hold: (() => Promise<void>) | undefined;
  isClosed = false;

  constructor(readonly plan: SimulationPlan) {}

  heads: ReadableResults["heads"] = async (part, onHeads, signal) => {
    // What is asked for goes to a thread.
    const { layers, runs } = structuredClone(part);
    this.read.push({ layers, runs });
    for (const run of runs) {
      for (const layer of layers) {
        for (const queryHead of [0, 1]) {
          await this.hold?.();
          if (signal?.aborted) throw new Cancelled();
          onHeads([{ ...sampleHead({ run, queryHead }), layer, kvHead: 0 }]);
        }
      }
    }
  };

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

describe("stored results that a page shows", () => {
  let host: InspectorHost;

  beforeEach(async () => (host = await InspectorHost.start()));
  afterEach(() => host.end());

  /** A page with a stored run of two layers and of more runs than it can show. */
  async function shown() {
    const uri = await host.write("one.kvtrace");
    const opened = await host.open(uri);
    const own = planOf(await opened.page.open());
    const runs = Array.from({ length: 70 }, (_, index) => ({ ...own.runs[0], budget: index + 1 }));
    const plan = { scope: { ...own.scope, layers: [0, 1] }, runs };
    const stored = new FakeStored(plan);
    const showing = opened.session.showResults("study", stored);
    return {
      ...opened,
      uri,
      own,
      plan,
      stored,
      showing,
      event: await opened.page.next("showResults"),
    };
  }

  it("are those of one layer and of the shown runs; nothing else is read, nothing simulated", async () => {
    const { session, page, stored, showing, event } = await shown();
    assert.deepEqual([event.plan.scope.layers, event.plan.runs.length], [[0, 1], 64]);
    const scope = { ...event.plan.scope, layers: [1] };
    const runs = [event.plan.runs[5], event.plan.runs[2]];
    const { answer } = page.simulate({ scope, runs }, event.ticket);
    assert.equal((await answer).kind, "reply");
    await showing;
    assert.deepEqual(stored.read, [{ layers: [1], runs: [2, 5] }]);
    const results = page.heard("result").flatMap((message) => message.results);
    assert.deepEqual(
      results.map(({ run, layer, queryHead }) => [run, layer, queryHead]),
      [
        [1, 1, 0],
        [1, 1, 1],
        [0, 1, 0],
        [0, 1, 1],
      ],
    );
    assert.deepEqual(
      page.heard("progress").map(({ done }) => done),
      [0.25, 0.5, 0.75, 1],
    );
    assert.equal(session.results?.complete, true);
    assert.equal(host.pool.runs.length, 0);
    // Another layer is read when it is asked for.
    await page.simulate({ scope: { ...scope, layers: [0] }, runs }).answer;
    assert.deepEqual(stored.read[1], { layers: [0], runs: [2, 5] });
  });

  it("are given up where the page asks for something else, which is simulated", async () => {
    const { page, own, stored, showing, event } = await shown();
    stored.hold = settle;
    const first = page.simulate({ ...event.plan, runs: event.plan.runs.slice(0, 9) }, event.ticket);
    await settle();
    const second = page.simulate({ ...own, runs: [{ ...own.runs[0], budget: 1000 }] });
    const failure = await first.answer;
    assert.equal(failure.kind === "failure" && failure.cancelled, true);
    await showing;
    await settle();
    host.pool.runs[0].end();
    assert.equal((await second.answer).kind, "reply");
  });

  it("are not those of a file that was written again since", async () => {
    const { page, uri, own, stored, plan, event } = await shown();
    await host.write("one.kvtrace", { seed: 9 });
    host.editor.files.tell("change", uri);
    await page.next("reloaded");
    page.simulate({ ...own, runs: plan.runs.slice(0, 1) }, event.ticket);
    await settle();
    assert.equal(host.pool.runs.length, 1);
    assert.deepEqual(stored.read, []);
  });

  it("are closed once the page shows others, or is closed", async () => {
    const { session, page, panel, plan, stored } = await shown();
    const other = new FakeStored(plan);
    void session.showResults("study", other);
    await page.next("showResults", 1);
    assert.deepEqual([stored.isClosed, other.isClosed], [true, false]);
    panel.dispose();
    assert.equal(other.isClosed, true);
  });
});
