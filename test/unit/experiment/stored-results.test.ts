import assert from "node:assert/strict";
import { rmSync, truncateSync, writeFileSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { Cancelled } from "../../../src/core/cancelled";
import { openRunFolder, type RunFolder } from "../../../src/core/experiment/store/run-folder";
import { StoredResults } from "../../../src/core/experiment/store/stored-results";
import { inOrder } from "../../../src/core/figures/means";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { openLocation } from "../../../src/core/simulation/threads/trace-location";
import { generateTraceFile } from "../../../src/core/trace/generate/generate-trace";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import { readAll } from "../../fixtures/experiment/read-results";
import { ExperimentFolder } from "../../fixtures/experiment/experiment-folder";

const worker = path.resolve("dist/worker.mjs");

describe("stored results", () => {
  let folder: ExperimentFolder;
  let pool: SimulationPool;
  let run: RunFolder;
  /** What simulations of the plans give, trace by trace. */
  const simulated: HeadResult[][] = [];

  before(async () => {
    folder = await ExperimentFolder.create();
    pool = new SimulationPool(worker, 2);
    run = await folder.run(pool, "run");
    for (const [index, trace] of run.record.traces.entries()) {
      const { plan } = new StoredResults(run, index);
      const location = { kind: "file", path: trace.path } as const;
      const opened = await openLocation(location);
      await opened.close();
      const heads: HeadResult[] = [];
      await pool.run(location, opened.header, plan, {
        onProgress: () => undefined,
        onResults: (results) => heads.push(...results),
      });
      simulated.push(inOrder(heads));
    }
  });
  after(async () => {
    await pool.dispose();
    folder.remove();
  });

  it("give of any part what a simulation gives, question after question and several at once", async () => {
    const opened = [0, 1].map((trace) => new StoredResults(run, trace));
    const question = fc.record({
      trace: fc.nat(1),
      layers: fc.subarray([0, 1]),
      runs: fc.shuffledSubarray(run.record.runs.map((_, at) => at)),
    });
    const ask = async ({ trace, ...part }: { trace: number; layers: number[]; runs: number[] }) => {
      const heads: HeadResult[] = [];
      await opened[trace].heads(part, (head) => heads.push(head));
      const isAsked = (head: HeadResult) =>
        part.layers.includes(head.layer) && part.runs.includes(head.run);
      assert.deepEqual(heads, simulated[trace].filter(isAsked));
    };
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 3 }), async (questions) => {
        await Promise.all(questions.map(ask));
      }),
      { seed: 11, numRuns: 40 },
    );
    for (const results of opened) await results.close();
  });

  it("are those of a trace alone, whatever others of other sizes come before it", async () => {
    const traces = await ExperimentFolder.create([]);
    const shapes = [
      { layers: 1, queryHeads: 4, kvHeads: 2, promptTokens: 90, steps: 7 },
      { layers: 2, queryHeads: 2, kvHeads: 1, promptTokens: 70, steps: 3 },
      { layers: 1, queryHeads: 3, kvHeads: 3, promptTokens: 80, steps: 5 },
    ];
    const content = { policies: ["full", "streaming-llm"], budgets: 16 };
    try {
      for (const [seed, shape] of shapes.entries()) {
        const parameters = parseGenerateParameters({ ...shape, seed, headDimension: 16 });
        await generateTraceFile(traces.file(`${seed}.kvtrace`), parameters);
      }
      const together = await traces.run(pool, "together", {}, { ...content, traces: "*.kvtrace" });
      for (const trace of shapes.keys()) {
        const own = { ...content, traces: `${trace}.kvtrace` };
        const alone = await traces.run(pool, `alone-${trace}`, {}, own);
        const [expected, found] = [new StoredResults(alone, 0), new StoredResults(together, trace)];
        assert.deepEqual(await readAll(found), await readAll(expected));
        for (const results of [expected, found]) await results.close();
      }
    } finally {
      traces.remove();
    }
  });

  it("tell their plan without a look at the tables, and refuse what is not in it", async () => {
    folder.copy("run", "without");
    for (const name of ["steps.parquet", "loads.parquet"]) rmSync(folder.file("without", name));
    const results = new StoredResults(await openRunFolder(folder.file("without")), 1);
    assert.deepEqual(results.plan.scope, run.record.traces[1].scope);
    const refused = (layers: number[], runs: number[]) =>
      results.heads({ layers, runs }, () => undefined);
    await assert.rejects(refused([0, 7], [0]), /layers: layer 7 is not in this run/);
    await assert.rejects(refused([0], [99]), /runs: there is no run 99/);
    await assert.rejects(refused([0], [0]), /table: does not exist/);
    assert.throws(() => new StoredResults(run, 2), /trace: there is none at index 2/);
  });

  it("end when they are given up, tell no more then, and go on with the next question", async () => {
    const results = new StoredResults(run, 0);
    const all = { layers: [0, 1], runs: [0, 1, 2, 3, 4, 5, 6] };
    const controller = new AbortController();
    let told = 0;
    const given = results.heads(
      all,
      () => {
        if (++told === 3) controller.abort();
      },
      controller.signal,
    );
    await assert.rejects(given, Cancelled);
    assert.equal(told, 3);
    await assert.rejects(
      results.heads(all, () => undefined, AbortSignal.abort()),
      Cancelled,
    );
    assert.equal((await readAll(results)).length, simulated[0].length);
    const closed = assert.rejects(
      results.heads(all, () => undefined),
      Cancelled,
    );
    await results.close();
    await closed;
    await assert.rejects(readAll(results), Cancelled);
  });

  it("are checked once for all questions, and none is answered from a table that changed before", async () => {
    folder.copy("run", "checked");
    const table = folder.file("checked", "steps.parquet");
    const opened = await openRunFolder(folder.file("checked"));
    const results = new StoredResults(opened, 0);
    await results.heads({ layers: [0], runs: [0] }, () => undefined);
    const bytes = readFileSync(table);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(table, bytes);
    await results.heads({ layers: [1], runs: [0] }, () => undefined);
    await results.close();
    await assert.rejects(readAll(new StoredResults(opened, 0)), /table: is damaged: it is not as/);
    truncateSync(table, 100);
    await assert.rejects(readAll(new StoredResults(opened, 0)), /table: is damaged: it is not as/);
  });
});
