import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { mergeShards } from "../../../src/core/experiment/run/merge-shards";
import { readMeans } from "../../../src/core/experiment/store/read-means";
import { readResults } from "../../fixtures/experiment/read-results";
import { openRunFolder } from "../../../src/core/experiment/store/run-folder";
import type { RunProgress } from "../../../src/core/experiment/run/simulate-units";
import { UnitCache } from "../../../src/core/experiment/cache/unit-cache";
import { Cancelled } from "../../../src/core/cancelled";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { inOrder, summarise } from "../../../src/core/figures/means";
import { openLocation } from "../../../src/core/simulation/threads/trace-location";
import { writeBareTrace } from "../../fixtures/experiment/bare-trace";
import {
  smallRuns,
  smallExperiment,
  ExperimentFolder,
} from "../../fixtures/experiment/experiment-folder";

const worker = path.resolve("dist/worker.mjs");

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

describe("running an experiment", () => {
  let folder: ExperimentFolder;
  let pool: SimulationPool;
  let tables: string[];

  before(async () => {
    folder = await ExperimentFolder.create();
    pool = new SimulationPool(worker, 2);
    await folder.run(pool, "plain");
    tables = folder.tables("plain");
  });
  after(async () => {
    await pool.dispose();
    folder.remove();
  });

  it("leaves the tables, the experiment as given and a record, and nothing else", () => {
    assert.deepEqual(readdirSync(folder.file("plain")).sort(), [
      "experiment.kvsim.json",
      "loads.parquet",
      "run.json",
      "runs.parquet",
      "steps.parquet",
    ]);
    const given = readFileSync(folder.file("plain", "experiment.kvsim.json"), "utf8");
    assert.deepEqual(JSON.parse(given), smallExperiment);
  });

  it("gives the same tables on one thread as on three", async () => {
    for (const threads of [1, 3]) {
      const own = new SimulationPool(worker, threads);
      const out = `threads-${threads}`;
      try {
        await folder.run(own, out, { parallel: threads });
      } finally {
        await own.dispose();
      }
      assert.deepEqual(folder.tables(out), tables);
    }
  });

  it("gives the same tables from shards in any number and order", async () => {
    for (const count of [1, 2, 3, 11]) {
      const out = `shards-${count}`;
      const order = Array.from({ length: count }, (_, at) => at + 1).reverse();
      for (const index of order) await folder.run(pool, out, { shard: { index, count } });
      const { record } = await mergeShards(folder.file(out));
      assert.deepEqual(folder.tables(out), tables);
      const whole = await openRunFolder(folder.file("plain"));
      assert.deepEqual(
        record.traces.map(({ fingerprint }) => fingerprint),
        whole.record.traces.map(({ fingerprint }) => fingerprint),
      );
    }
  });

  it("gives the same tables whatever part of its units the cache has, and computes the rest", async () => {
    const cache = new UnitCache(folder.file("cache"));
    await folder.run(pool, "cold", { cache });
    assert.deepEqual(folder.tables("cold"), tables);
    const units = readdirSync(cache.folder).sort();
    assert.equal(units.length, 2 * 2 * 2 * smallRuns);
    let trial = 0;
    await fc.assert(
      fc.asyncProperty(fc.subarray(units), async (gone) => {
        for (const name of gone) rmSync(path.join(cache.folder, name));
        const out = `warm-${trial++}`;
        let last: RunProgress | undefined;
        const onProgress = (progress: RunProgress) => (last = progress);
        await folder.run(pool, out, { cache, listener: { onProgress } });
        assert.deepEqual(folder.tables(out), tables);
        assert.equal(last!.units - last!.reused, gone.length);
        assert.equal(last!.done, last!.units);
        assert.deepEqual(readdirSync(cache.folder).sort(), units);
      }),
      { seed: 5, numRuns: 6, examples: [[[]], [units]] },
    );
  });

  it("gives a unit the same bytes whatever other runs share its job", async () => {
    const together = new UnitCache(folder.file("together"));
    await folder.run(pool, "together-run", { cache: together });
    for (const policy of smallExperiment.policies) {
      const alone = new UnitCache(folder.file("alone"));
      const out = `alone-${JSON.stringify(policy).length}`;
      await folder.run(pool, out, { cache: alone }, { ...smallExperiment, policies: policy });
    }
    const bytesIn = (name: string) =>
      Object.fromEntries(
        readdirSync(folder.file(name)).map((unit) => [unit, readFileSync(folder.file(name, unit))]),
      );
    assert.deepEqual(bytesIn("alone"), bytesIn("together"));
  });

  it("holds some runs of a head at a time, however many there are", async () => {
    const jobs: number[] = [];
    class CountingPool extends SimulationPool {
      override run(...request: Parameters<SimulationPool["run"]>): Promise<void> {
        jobs.push(request[2].runs.length);
        return super.run(...request);
      }
    }
    const counting = new CountingPool(worker, 2);
    const budgets = Array.from({ length: 300 }, (_, at) => at + 1);
    const many = {
      ...smallExperiment,
      layers: [0],
      kvHeads: [0],
      policies: ["token-topk"],
      budgets,
    };
    const shares: number[] = [];
    const onProgress = ({ share }: RunProgress) => shares.push(share);
    try {
      await folder.run(counting, "many", { listener: { onProgress } }, many);
    } finally {
      await counting.dispose();
    }
    const { record } = await openRunFolder(folder.file("many"));
    assert.equal(record.runs.length, budgets.length);
    assert.ok(
      jobs.every((runs) => runs <= 128),
      String(jobs),
    );
    assert.equal(sum(jobs), budgets.length * record.traces.length);
    assert.deepEqual(
      shares,
      [...shares].sort((one, other) => one - other),
    );
    assert.equal(shares.at(-1), 1);
  });

  it("reads back what a simulation of the same plan gives", async () => {
    const run = await openRunFolder(folder.file("plain"));
    for (const [index, trace] of run.record.traces.entries()) {
      const { plan, heads } = await readResults(run, index);
      const location = { kind: "file", path: trace.path } as const;
      const opened = await openLocation(location);
      await opened.close();
      const simulated: HeadResult[] = [];
      await pool.run(location, opened.header, plan, {
        onProgress: () => undefined,
        onResults: (results) => simulated.push(...results),
      });
      assert.deepEqual(heads, inOrder(simulated));
      const means = plan.runs.map((_, at) => summarise(heads.filter((head) => head.run === at)));
      assert.deepEqual((await readMeans(run))[index], means);
    }
  });

  it("keeps figures that a trace cannot tell apart from zero", async () => {
    const onlyRecorded = { traces: "bare.kvtrace", policies: "streaming-llm", budgets: 16 };
    writeBareTrace(folder.file("bare.kvtrace"));
    try {
      await folder.run(pool, "bare", {}, onlyRecorded);
      const { heads } = await readResults(await openRunFolder(folder.file("bare")), 0);
      assert.ok(heads.every(({ columns }) => columns.massKept.every(Number.isNaN)));
      assert.ok(heads.every(({ columns }) => columns.cycles.every((cycles) => cycles > 0)));
    } finally {
      rmSync(folder.file("bare.kvtrace"));
    }
  });

  it("does not read back what it has just simulated", async () => {
    const onProgress = ({ done, units }: RunProgress) => {
      if (done === units) rmSync(folder.file("fresh", "units"), { recursive: true });
    };
    await folder.run(pool, "fresh", { listener: { onProgress } });
    assert.deepEqual(folder.tables("fresh"), tables);
  });

  it("takes a changed trace for another, and only its changed head", async () => {
    const cache = new UnitCache(folder.file("changing"));
    folder.copy("a.kvtrace", "changed/a.kvtrace");
    const trace = folder.file("changed", "a.kvtrace");
    const experiment = { ...smallExperiment, traces: "changed/a.kvtrace" };
    const reused: number[] = [];
    const listener = { onProgress: (progress: RunProgress) => (reused[0] = progress.reused) };
    await folder.run(pool, "before", { cache, listener }, experiment);
    const bytes = readFileSync(trace);
    // The last bytes of the file belong to one head of one layer.
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(trace, bytes);
    await folder.run(pool, "after", { cache, listener }, experiment);
    assert.equal(reused[0], 3 * smallRuns);
    assert.notDeepEqual(folder.tables("after"), folder.tables("before"));
    folder.copy("a.kvtrace", "changed/a.kvtrace");
    await folder.run(pool, "again", { cache, listener }, experiment);
    assert.equal(reused[0], 4 * smallRuns);
    assert.deepEqual(folder.tables("again"), folder.tables("before"));
  });

  it("keeps what was finished when it is cancelled, and goes on from there", async () => {
    const controller = new AbortController();
    const onProgress = ({ done }: RunProgress) => {
      if (done >= 2 * smallRuns) controller.abort();
    };
    const cancelled = folder.run(pool, "cancelled", {
      signal: controller.signal,
      listener: { onProgress },
    });
    await assert.rejects(cancelled, Cancelled);
    assert.equal((await openRunFolder(folder.file("cancelled"))).record.state, "cancelled");
    let last: RunProgress | undefined;
    const { record } = await folder.run(pool, "cancelled", {
      resume: true,
      listener: { onProgress: (progress) => (last = progress) },
    });
    assert.ok(last!.reused >= 2 * smallRuns);
    assert.equal(record.state, "complete");
    assert.deepEqual(folder.tables("cancelled"), tables);
  });

  it("computes a damaged unit again and says so", async () => {
    const cache = new UnitCache(folder.file("damaged"));
    await folder.run(pool, "undamaged", { cache });
    const [one, other] = readdirSync(cache.folder).map((name) => path.join(cache.folder, name));
    const bytes = readFileSync(one);
    bytes[bytes.length - 3] ^= 255;
    writeFileSync(one, bytes);
    writeFileSync(other, "");
    const notices: string[] = [];
    const listener = { onNotice: (notice: string) => void notices.push(notice) };
    await folder.run(pool, "repaired", { cache, listener });
    assert.equal(notices.length, 2);
    assert.match(notices[0], /damaged/);
    assert.deepEqual(folder.tables("repaired"), tables);
    notices.length = 0;
    await folder.run(pool, "whole-again", { cache, listener });
    assert.deepEqual(notices, []);
  });
});
