import assert from "node:assert/strict";
import { ComputingPool, computedHead } from "./computing-pool";
import { InspectorHost, planOf } from "./inspector-host";

describe("results that a page asks for beside those that it shows", () => {
  let host: InspectorHost;
  let pool: ComputingPool;

  beforeEach(async () => {
    pool = new ComputingPool();
    host = await InspectorHost.start(pool);
  });
  afterEach(() => host.end());

  const opened = async () => {
    const uri = await host.write("one.kvtrace", { queryHeads: 4, kvHeads: 2 });
    const { session, page } = await host.open(uri);
    const plan = planOf(await page.open());
    await page.simulate(plan).answer;
    const further = { ...plan, runs: [{ ...plan.runs[0], policy: "token-topk", budget: 24 }] };
    return { session, page, plan, further };
  };

  it("are those of a simulation of their own, and what is shown stays", async () => {
    const { session, page, plan, further } = await opened();
    const shown = session.results;
    const { id, answer } = page.request("simulateFurther", { plan: further });
    assert.equal((await answer).kind, "reply");
    const told = page.heard("result").filter((event) => event.id === id);
    const [layer] = plan.scope.layers;
    assert.deepEqual(
      told.flatMap(({ results }) => results.map(({ columns }) => [...columns.cycles])).sort(),
      [0, 1, 2, 3]
        .map((head) => [...computedHead(further.runs[0], layer, head).columns.cycles])
        .sort(),
    );
    assert.equal(session.results, shown);
  });

  it("are not computed again when they are shown", async () => {
    const { page, further } = await opened();
    await page.request("simulateFurther", { plan: further }).answer;
    const computed = pool.computed.length;
    await page.simulate(further).answer;
    assert.equal(pool.computed.length, computed);
  });

  it("end when they are wanted no longer, or cannot be served", async () => {
    const { page, further } = await opened();
    const { id, answer } = page.request("simulateFurther", { plan: further });
    page.request("cancel", { target: id });
    const ended = await answer;
    assert.ok(ended.kind === "failure" && ended.cancelled);
    const plan = { ...further, scope: { ...further.scope, layers: [99] } };
    const refused = await page.request("simulateFurther", { plan }).answer;
    assert.ok(refused.kind === "failure" && !refused.cancelled, JSON.stringify(refused));
  });
});
