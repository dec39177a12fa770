import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../../src/core/errors";
import { mergeShards } from "../../../src/core/experiment/run/merge-shards";
import { readResults } from "../../fixtures/experiment/read-results";
import { experimentOf, openRunFolder } from "../../../src/core/experiment/store/run-folder";
import { thisOwner } from "../../../src/core/experiment/store/run-owner";
import type { RunRecord } from "../../../src/core/experiment/store/run-record";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import { ExperimentFolder } from "../../fixtures/experiment/experiment-folder";

const worker = path.resolve("dist/worker.mjs");

const experiment = { traces: "a.kvtrace", policies: "full", budgets: 16, kvHeads: 0, layers: 0 };

describe("record of a run", () => {
  let folder: ExperimentFolder;
  let pool: SimulationPool;

  before(async () => {
    folder = await ExperimentFolder.create(["a"]);
    pool = new SimulationPool(worker, 1);
  });
  after(async () => {
    await pool.dispose();
    folder.remove();
  });

  const recordFile = (out: string) => folder.file(out, "run.json");
  const recordOf = (out: string) =>
    JSON.parse(readFileSync(recordFile(out), "utf8")) as Record<string, unknown>;
  const rewrite = (out: string, changes: object) =>
    writeFileSync(recordFile(out), JSON.stringify({ ...recordOf(out), ...changes }));

  it("leads to the experiment however it was named, and from wherever both are moved to", async () => {
    const { file } = folder.experiment(experiment);
    const typed = path.relative(process.cwd(), file);
    await folder.run(pool, "results/relative", { file: typed }, experiment);
    await folder.run(pool, "results/absolute", {}, experiment);
    for (const out of ["results/relative", "results/absolute"]) {
      const run = await openRunFolder(folder.file(out));
      assert.equal(experimentOf(run), file);
      assert.equal(run.record.experiment, "../../study.kvsim.json");
    }
    const moved = folder.file("moved");
    cpSync(folder.file("results"), path.join(moved, "results"), { recursive: true });
    const run = await openRunFolder(path.join(moved, "results", "relative"));
    assert.equal(experimentOf(run), path.join(moved, "study.kvsim.json"));
  });

  it("of an earlier version is read", async () => {
    const { file } = folder.experiment(experiment);
    await folder.run(pool, "older", {}, experiment);
    rewrite("older", { experiment: file, state: "finished" });
    const run = await openRunFolder(folder.file("older"));
    assert.equal(run.record.state, "complete");
    assert.equal(experimentOf(run), file);
    assert.equal((await readResults(run, 0)).heads.length, 2);
  });

  it("says that a run failed, and why, until it is resumed", async () => {
    const taken = folder.file("taken");
    await assert.rejects(
      folder.run(
        pool,
        "taken",
        {
          // Where a table is to be, the run finds a folder.
          listener: {
            onProgress: () =>
              cpSync(folder.file("a.kvtrace"), folder.file("taken", "steps.parquet", "a"), {
                recursive: true,
              }),
          },
        },
        experiment,
      ),
      InputError,
    );
    const { record } = await openRunFolder(taken);
    assert.equal(record.state, "failed");
    assert.match(record.failure ?? "", /output file: is a directory .*steps\.parquet/);
    await assert.rejects(readResults(await openRunFolder(taken), 0), /it failed \(output file/);
    rmSync(path.join(taken, "steps.parquet"), { recursive: true });
    const resumed = await folder.run(pool, "taken", { resume: true }, experiment);
    assert.equal(resumed.record.state, "complete");
    assert.equal((await openRunFolder(taken)).record.failure, undefined);
  });

  it("says that a run was interrupted whose process is gone, until it is resumed", async () => {
    const out = "gone";
    const found: (RunRecord | undefined)[] = [];
    const look = async () => void found.push((await openRunFolder(folder.file(out))).record);
    const looks: Promise<void>[] = [];
    const listener = { onProgress: () => void looks.push(look()) };
    const { record } = await folder.run(pool, out, { listener }, experiment);
    await Promise.all(looks);
    assert.equal(found[0]?.state, "running");
    assert.equal(found[0].owner?.pid, process.pid);
    assert.equal(record.owner, undefined);
    const stateOf = async (owner: object | undefined) => {
      rewrite(out, { state: "running", owner });
      return (await openRunFolder(folder.file(out))).record.state;
    };
    const own = thisOwner();
    const { pid } = spawnSync(process.execPath, ["--version"]);
    assert.equal(await stateOf(own), "running");
    assert.equal(await stateOf({ ...own, since: "1999-12-31T23:59:59Z" }), "interrupted");
    assert.equal(await stateOf({ ...own, host: `not ${own.host}`, pid }), "running");
    assert.equal(await stateOf(undefined), "running");
    assert.equal(await stateOf({ ...own, pid }), "interrupted");
    const interrupted = await openRunFolder(folder.file(out));
    await assert.rejects(readResults(interrupted, 0), /it was interrupted; resume it first/);
    const resumed = await folder.run(pool, out, { resume: true }, experiment);
    assert.equal(resumed.record.state, "complete");
  });

  it("says so of shards that could not be merged, too", async () => {
    await folder.run(pool, "unmerged", { shard: { index: 1, count: 1 } }, experiment);
    rmSync(folder.file("unmerged", "units"), { recursive: true });
    await assert.rejects(mergeShards(folder.file("unmerged")), /unit: is missing/);
    const { record } = await openRunFolder(folder.file("unmerged"));
    assert.equal(record.state, "failed");
    assert.match(record.failure ?? "", /unit: is missing/);
  });

  it("is refused in words, by its field, where one part is missing or speaks of what is not there", async () => {
    await folder.run(pool, "wrong", {}, experiment);
    const { record } = await openRunFolder(folder.file("wrong"));
    const [trace] = record.traces;
    const [run] = record.runs;
    const [device] = record.devices;
    const scope = (change: object) => ({
      traces: [{ ...trace, scope: { ...trace.scope, ...change } }],
    });
    const crossing = {
      trace: 0,
      run: 99,
      column: "massKept",
      bound: "at-least",
      limit: 1,
      value: 0,
    };
    const refusals: readonly [object, RegExp][] = [
      [{ started: undefined }, /^InputError: started: is missing/],
      [{ traces: [{ ...trace, groupHeads: undefined }] }, /traces\.0\.groupHeads: is missing/],
      [
        { runs: [{ ...run, budget: "x".repeat(9000) }] },
        /runs\.0\.budget: "x+…? .*is not number|x…/,
      ],
      [{ runs: [{ ...run, device: "other" }] }, /runs\.0\.device: other is not among the devices/],
      [{ devices: [{ name: device.name }] }, /devices\.0\.level: is missing/],
      [{ devices: [{ ...device, timing: undefined }] }, /devices\.0\.timing: is missing/],
      [{ devices: [{ ...device, energy: null }] }, /devices\.0\.energy: null is not Object/],
      [scope({ toStep: 0 }), /traces\.0\.scope\.toStep: 0 is not after 0/],
      [{ traces: [{ ...trace, groupHeads: 2 ** 50 }] }, /traces\.0: more than \d+ heads/],
      [
        { outcome: { crossed: [crossing], notComputed: [] } },
        /outcome: there is no run 99 of trace 0/,
      ],
    ];
    for (const [change, message] of refusals) {
      rewrite("wrong", { ...record, ...change });
      await assert.rejects(openRunFolder(folder.file("wrong")), (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.match(String(error), message);
        assert.ok(error.message.length < 2000);
        return true;
      });
    }
  });

  it("that tells of steps which its tables do not have is refused before room is made for them", async () => {
    await folder.run(pool, "long", {}, experiment);
    const { record } = await openRunFolder(folder.file("long"));
    const [trace] = record.traces;
    rewrite("long", { traces: [{ ...trace, scope: { ...trace.scope, toStep: 2 ** 52 } }] });
    const run = await openRunFolder(folder.file("long"));
    await assert.rejects(readResults(run, 0), /table: is damaged/);
  });

  it("is not merged with shards without end, or with units from elsewhere", async () => {
    await folder.run(pool, "sharded", { shard: { index: 1, count: 1 } }, experiment);
    const file = folder.file("sharded", "shards", "1-of-1.json");
    const shard = JSON.parse(readFileSync(file, "utf8")) as { heads: object[] };
    const heads = (keys: string[]) => shard.heads.map((head) => ({ ...head, keys }));
    const refusals: readonly [object, RegExp][] = [
      [{ shard: { index: 1, count: 2 ** 52 } }, /shard\.count: \d+ is not <=999999/],
      [{ shard: { index: 0, count: 1 } }, /shard\.index: 0 is not >=1/],
      [{ heads: heads(["../../../etc/passwd"]) }, /heads\.0\.keys\.0: "\.\.\/.*is not allowed/],
      [{ heads: heads(["x".repeat(5000)]) }, /heads\.0\.keys\.0: "x/],
    ];
    for (const [change, message] of refusals) {
      writeFileSync(file, JSON.stringify({ ...shard, ...change }));
      await assert.rejects(mergeShards(folder.file("sharded")), (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.match(error.message, message);
        return true;
      });
    }
  });
});
