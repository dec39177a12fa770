import assert from "node:assert/strict";
import type { ExperimentThread } from "../../../../src/core/experiment/thread/experiment-thread";
import { createApi } from "../../../../src/vscode/api";
import type * as fake from "../fake-vscode";
import { InspectorHost, planOf } from "./inspector-host";
import { settle } from "./settle";

describe("the API for other extensions", () => {
  let host: InspectorHost;

  beforeEach(async () => (host = await InspectorHost.start()));
  afterEach(() => host.end());

  function start() {
    const registrations: fake.Disposable[] = [];
    const thread = {} as ExperimentThread;
    const { log, pool } = host.services;
    const services = { thread, pool, workerPath: "", log };
    return { api: createApi(host.provider, services, registrations), registrations };
  }

  it("simulates just the runs that it is given", async () => {
    const { api } = start();
    const uri = await host.write("one.kvtrace");
    const { page } = await host.open(uri);
    const plan = planOf(await page.open());
    const opening = page.simulate(plan);
    await settle();
    const runs = [3, 5].map((budget) => ({ ...plan.runs[0], budget }));
    const outcome = api.simulate(uri, runs);
    const { ticket } = await page.next("run");
    host.pool.runs[0].end();
    await opening.answer;
    page.simulate({ ...plan, runs }, ticket);
    await settle();
    host.pool.endAll();
    const simulated = await outcome;
    assert.equal(simulated?.complete, true);
    assert.deepEqual(
      simulated.runs.map(({ budget }) => budget),
      [3, 5],
    );
    assert.deepEqual(
      api.shownResults(uri)?.plan.runs.map(({ budget }) => budget),
      [3, 5],
    );
  });

  it("tells of simulations until the extension ends", async () => {
    const { api, registrations } = start();
    const uri = await host.write("one.kvtrace");
    const { page } = await host.open(uri);
    const plan = planOf(await page.open());
    const told: string[] = [];
    api.onDidSimulate((trace) => told.push(trace.toString()));
    const simulate = async () => {
      const { answer } = page.simulate(plan);
      await settle();
      host.pool.runs.at(-1)?.end();
      await answer;
    };
    await simulate();
    assert.deepEqual(told, [uri.toString()]);
    for (const registration of registrations) registration.dispose();
    await simulate();
    assert.equal(told.length, 1);
    assert.equal(registrations.length, 2);
  });
});
