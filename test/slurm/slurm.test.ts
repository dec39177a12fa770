import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { tableFiles } from "../fixtures/experiment/table-files";
import { startCluster } from "./cluster.mjs";

const experiment = "media/samples/oz-small.kvsim.json";

describe("kvtrace run --slurm on a real cluster", () => {
  let folder: string;
  let cluster: { readonly env: NodeJS.ProcessEnv; stop(): Promise<void> } | undefined;

  const at = (...names: string[]) => path.join(folder, ...names);
  const run = (name: string, ...args: string[]) => {
    const env = cluster?.env;
    const { status, stdout, stderr } = spawnSync(name, args, { env, encoding: "utf8" });
    return { code: status, out: stdout, err: stderr };
  };
  const kvtrace = (...args: string[]) => run(process.execPath, "dist/cli.mjs", ...args);
  const queue = () => run("squeue", "-h", "-o", "%i %T").out.trim();
  const drained = async () => {
    for (let attempt = 0; attempt < 600 && queue() !== ""; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.equal(queue(), "");
  };

  before(async function () {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-slurm-run-"));
    const started = await startCluster();
    if ("reason" in started) {
      console.log(`      no Slurm here: ${started.reason}`);
      this.skip();
    }
    cluster = started;
  });
  after(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("gives the tables of a local run, byte for byte, from an array and its merge", async () => {
    const submitted = kvtrace(
      "run",
      experiment,
      "--out",
      at("far away"),
      "--slurm",
      "--shards",
      "3",
      "--no-cache",
      "--json",
    );
    assert.equal(submitted.code, 0, submitted.err);
    const { array, merge, shards } = JSON.parse(submitted.out) as Record<string, string | number>;
    assert.equal(shards, 3);
    assert.match(`${array} ${merge}`, /^\d+ \d+$/);
    const local = kvtrace("run", experiment, "--out", at("here"), "--no-cache");
    assert.equal(local.code, 0, local.err);
    await drained();
    const log = readFileSync(at("far away", "slurm", "merge.log"), "utf8");
    for (const name of tableFiles) {
      assert.ok(existsSync(at("far away", name)), log);
      assert.deepEqual(readFileSync(at("far away", name)), readFileSync(at("here", name)));
    }
    const record = JSON.parse(readFileSync(at("far away", "run.json"), "utf8")) as object;
    assert.ok("state" in record && record.state === "complete");
    assert.match(
      readFileSync(at("far away", "slurm", "shard-3.log"), "utf8"),
      /finished shard 3\/3/,
    );
  });

  it("says what Slurm refuses, and leaves neither jobs nor a run behind", () => {
    const { code, err } = kvtrace(
      "run",
      experiment,
      "--out",
      at("refused"),
      "--slurm",
      "--partition",
      "none",
    );
    assert.equal(code, 2);
    assert.match(err, /--slurm: Slurm refuses: .*invalid partition/);
    assert.equal(queue(), "");
    assert.ok(!existsSync(at("refused")));
  });

  it("gives the merge up where a shard fails, and goes on when it is resumed", async () => {
    const args = [
      "run",
      experiment,
      "--out",
      at("failing"),
      "--slurm",
      "--shards",
      "2",
      "--no-cache",
    ];
    // Node refuses to start with such an option.
    assert.equal(kvtrace(...args, "--sbatch", "--export=NONE,NODE_OPTIONS=--bad").code, 0);
    await drained();
    assert.ok(!existsSync(at("failing", "steps.parquet")));
    assert.equal(kvtrace(...args).code, 2);
    assert.equal(kvtrace(...args, "--resume").code, 0);
    await drained();
    for (const name of tableFiles) {
      assert.deepEqual(readFileSync(at("failing", name)), readFileSync(at("here", name)));
    }
  });
});
