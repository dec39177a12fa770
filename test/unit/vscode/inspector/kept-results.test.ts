import assert from "node:assert/strict";
import fc from "fast-check";
import type { HeadResult, RunConfiguration } from "../../../../src/shared/protocol";
import { KeptResults } from "../../../../src/shared/kept-results";
import { bytesOfHead, memoryOfHead } from "../../../../src/core/simulation/run/result";
import { sampleHead } from "../../webview/samples";
import { ComputingPool, computedHead } from "./computing-pool";
import { InspectorHost, planOf, runOf } from "./inspector-host";
import { settle } from "./settle";

/** A change of what a page shows, and how long it is shown before the next. */
const change = fc.record({
  layer: fc.constantFrom(0, 1),
  budgets: fc.array(fc.constantFrom(8, 16, 24), { minLength: 1, maxLength: 4 }),
  first: fc.record({ run: fc.nat(3), kvHead: fc.nat(1) }),
  isCut: fc.boolean(),
});

describe("results that a page has asked for before", () => {
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
    return { uri, session, page, plan: planOf(await page.open()) };
  };

  const placed = (heads: readonly HeadResult[]) =>
    Object.fromEntries(
      heads.map(({ run, queryHead, layer, columns }) => {
        return [`${run} ${queryHead}`, [layer, [...columns.cycles]]];
      }),
    );

  it("are those of a new simulation after whatever changes, and nothing is computed twice", async () => {
    const { session, page, plan } = await opened();
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        for (const { layer, budgets, first, isCut } of changes) {
          const runs = budgets.map(runOf);
          const scope = { ...plan.scope, layers: [layer] };
          const asked = page.simulate({ scope, runs }, null, { first });
          if (isCut) {
            await settle();
            page.request("cancel", { target: asked.id });
            await asked.answer;
            continue;
          }
          assert.equal((await asked.answer).kind, "reply");
          const fresh = runs.flatMap((run, index) => {
            return [0, 1, 2, 3].map((queryHead) => {
              return { ...computedHead(run, layer, queryHead), run: index };
            });
          });
          const told = page
            .heard("result")
            .filter(({ id }) => id === asked.id)
            .flatMap(({ results }) => results);
          assert.deepEqual(placed(told), placed(fresh));
          assert.equal(told.length, fresh.length, "each head comes once");
          assert.deepEqual(placed(session.results?.heads ?? []), placed(fresh));
        }
        assert.equal(new Set(pool.computed).size, pool.computed.length);
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it("cost nothing where a run is removed, and are not told again where the page has them", async () => {
    const { session, page, plan } = await opened();
    const runs = [8, 16, 24].map(runOf);
    await page.simulate({ ...plan, runs }).answer;
    const computed = pool.computed.length;
    const told = page.heard("result").length;
    const has = [0, 2].map(() => [0, 1, 2, 3]);
    const { answer } = page.simulate({ ...plan, runs: [runs[0], runs[2]] }, null, { has });
    assert.equal((await answer).kind, "reply");
    assert.equal(pool.computed.length, computed);
    assert.equal(page.heard("result").length, told);
    assert.deepEqual(session.results?.heads.map(({ run }) => run).sort(), [0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it("come from the shown run and head on", async () => {
    const { page, plan } = await opened();
    const runs = [8, 16, 24].map(runOf);
    await page.simulate({ ...plan, runs }, null, { first: { run: 2, kvHead: 1 } }).answer;
    const [layer] = plan.scope.layers;
    const place = (text: string) => {
      const [, kvHead, run] = JSON.parse(text) as [number, number, RunConfiguration];
      return `${kvHead} ${run.budget}`;
    };
    assert.deepEqual(plan.scope.layers, [layer]);
    assert.equal(place(pool.computed[0]), "1 24");
    assert.deepEqual(pool.computed.slice(1, 3).map(place).sort(), ["1 16", "1 8"]);
  });

  it("are not those of other settings, which are computed as far as they differ", async () => {
    const { page, plan } = await opened();
    const runs = [runOf(8), { ...runOf(8), policy: "quest" }];
    const has = runs.map(() => [0, 1, 2, 3]);
    await page.simulate({ ...plan, runs }).answer;
    const computed = pool.computed.length;
    const told = page.heard("result").length;
    host.editor.settings.set("kvtrace.policyParameters", { quest: { pageTokens: 8 } });
    assert.equal((await page.simulate({ ...plan, runs }, null, { has }).answer).kind, "reply");
    assert.equal(pool.computed.length, computed * 1.5);
    const since = page.heard("result").slice(told);
    assert.deepEqual(
      since.flatMap(({ results }) => results.map(({ run }) => run)),
      [1, 1, 1, 1],
      "what the page has is told anew where it is of other settings",
    );
    host.editor.settings.set("kvtrace.policyParameters", {});
    await page.simulate({ ...plan, runs }, null, { has }).answer;
    assert.equal(pool.computed.length, computed * 1.5);
    assert.equal(page.heard("result").length, told + 2 * since.length, "and so is what was there");
  });

  it("are forgotten where the file is written again", async () => {
    const { uri, page, plan } = await opened();
    await page.simulate(plan).answer;
    const computed = pool.computed.length;
    await host.write("one.kvtrace", { queryHeads: 4, kvHeads: 2, seed: 9 });
    host.editor.files.tell("change", uri);
    await page.next("reloaded");
    await page.simulate(plan).answer;
    assert.equal(pool.computed.length, 2 * computed);
  });
});

describe("what is kept of results", () => {
  const bytes = memoryOfHead(sampleHead({ queryHead: 0 }));

  it("counts an array of few steps for more than its numbers", () => {
    const head = sampleHead({ queryHead: 0 });
    const arrays = Object.keys(head.columns).length + Object.keys(head.loads).length;
    assert.ok(memoryOfHead(head) >= bytesOfHead(head) + 100 * arrays);
  });

  it("is what was shown last, within the bound, and all that is shown whatever its size", () => {
    const kept = new KeptResults(4 * bytes);
    const shown = (names: string, limit = 2) => {
      kept.show(names.split(""));
      for (const name of names) {
        for (let queryHead = 0; queryHead < limit; queryHead++) {
          kept.add(name, sampleHead({ queryHead }));
        }
      }
    };
    const here = () =>
      "abcd"
        .split("")
        .filter((name) => kept.of(name).length > 0)
        .join("");
    shown("a");
    shown("b");
    assert.equal(here(), "ab");
    kept.show(["a"]);
    shown("c");
    assert.equal(here(), "ac", "b was shown before a");
    shown("abcd");
    assert.equal(here(), "abcd");
    kept.show(["d"]);
    assert.match(here(), /^.d$/);
    kept.clear();
    assert.equal(here(), "");
  });

  it("takes a newer result of a head in place of the older one", () => {
    const kept = new KeptResults(2 * bytes);
    const heads = [1, 2, 3].map((cycles) => sampleHead({ queryHead: 1 }, { cycles: [cycles] }));
    for (const head of heads) kept.add("a", head);
    kept.add("b", heads[0]);
    assert.deepEqual(kept.of("a"), [heads[2]]);
    assert.deepEqual(kept.of("b"), [heads[0]]);
  });
});
