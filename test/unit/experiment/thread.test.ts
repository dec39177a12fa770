import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import { ExperimentThread } from "../../../src/core/experiment/thread/experiment-thread";
import { parseExperiment } from "../../../src/core/experiment/definition/parse-experiment";
import { StoredResults } from "../../../src/core/experiment/store/stored-results";
import { bytesOfHead, type HeadResult } from "../../../src/core/simulation/run/result";
import { readResults } from "../../fixtures/experiment/read-results";
import { openRunFolder } from "../../../src/core/experiment/store/run-folder";
import { Cancelled } from "../../../src/core/cancelled";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import { smallRuns, ExperimentFolder } from "../../fixtures/experiment/experiment-folder";

const workerPath = path.resolve("dist/worker.mjs");

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("thread of an experiment", () => {
  const thread = new ExperimentThread(path.resolve("dist/experiment.mjs"));
  let folder: ExperimentFolder;
  before(async () => {
    folder = await ExperimentFolder.create();
  });
  after(async () => {
    folder.remove();
    await thread.dispose();
  });

  /** A task of the small experiment. */
  const task = (out: string) => {
    const { experiment, file, text } = folder.experiment();
    const options = { resume: false, workerPath, workers: 1, cacheBytes: 0 };
    return { experiment, file, text, out: folder.file(out), ...options };
  };

  it("gives the tables that a run without it gives, and tells how far it is", async () => {
    const shares: number[] = [];
    const { record } = await thread.run(task("there"), {
      onProgress: ({ share }) => shares.push(share),
    });
    assert.equal(record.state, "complete");
    assert.equal(record.runs.length, smallRuns);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
    assert.equal(shares.at(-1), 1);
    const pool = new SimulationPool(workerPath, 1);
    try {
      await folder.run(pool, "here");
    } finally {
      await pool.dispose();
    }
    assert.deepEqual(folder.tables("there"), folder.tables("here"));
  });

  it("reads results as they were written, of every trace", async () => {
    const run = await openRunFolder(folder.file("there"));
    for (const trace of [0, 1]) {
      assert.deepEqual(await thread.read(run.path, trace), await readResults(run, trace));
    }
  });

  it("keeps results open, and tells parts of them in messages that are small", async () => {
    const run = await openRunFolder(folder.file("there"));
    const here = new StoredResults(run, 1);
    const there = await thread.open(run.path, 1);
    assert.deepEqual(there.plan, here.plan);
    const part = { layers: [1], runs: [2, 5] };
    for (let time = 0; time < 2; time++) {
      const expected: HeadResult[] = [];
      await here.heads(part, (head) => expected.push(head));
      const told: HeadResult[][] = [];
      await there.heads(part, (heads) => told.push([...heads]));
      assert.deepEqual(told.flat(), expected);
      const bytes = told.map((heads) => heads.map(bytesOfHead));
      const last = bytes.map((each) => each.at(-1) ?? 0);
      assert.ok(bytes.every((each, at) => sum(each) - last[at] < 2 ** 20));
    }
    const unknown = there.heads({ layers: [9], runs: [0] }, () => undefined);
    await assert.rejects(unknown, /layer 9 is not in this run/);
    const controller = new AbortController();
    const given = there.heads(part, () => controller.abort(), controller.signal);
    await given.catch((error: unknown) => assert.ok(error instanceof Cancelled));
    const never = there.heads(part, () => assert.fail(), AbortSignal.abort());
    await assert.rejects(never, Cancelled);
    await Promise.all([there.close(), here.close()]);
  });

  it("is given up, and leaves a run that says so", async () => {
    const controller = new AbortController();
    const listener = { onProgress: () => controller.abort() };
    await assert.rejects(thread.run(task("given-up"), listener, controller.signal), Cancelled);
    assert.equal((await openRunFolder(folder.file("given-up"))).record.state, "cancelled");
    await assert.rejects(thread.run(task("never"), {}, controller.signal), Cancelled);
  });

  it("refuses what a run without it refuses, in the same words", async () => {
    const text = '{"traces": "c.kvtrace", "policies": "full"}';
    const wrong = { ...task("wrong"), text, experiment: parseExperiment(text) };
    await assert.rejects(thread.run(wrong, {}), (error) => {
      return error instanceof InputError && /no file matches "c.kvtrace"/.test(error.message);
    });
    await assert.rejects(thread.read(folder.file("nowhere"), 0), /the folder holds no run/);
  });
});
