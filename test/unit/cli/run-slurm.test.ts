import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { shellWords } from "../../../src/core/experiment/shards/slurm-jobs";

const experiment = path.resolve("media/samples/oz-small.kvsim.json");

describe("kvtrace run --slurm", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "kvtrace-no-slurm-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const at = (...names: string[]) => path.join(folder, ...names);
  /** Runs with nothing in the search path but what `programs` holds. */
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["dist/cli.mjs", "run", experiment, "--out", at("it's out"), ...args],
      { encoding: "utf8", env: { PATH: folder } },
    );
    return { code: status, out: stdout, err: stderr };
  };
  const program = (name: string, script: string) => {
    writeFileSync(at(name), `#!/bin/sh\n${script}\n`);
    chmodSync(at(name), 0o755);
  };

  it("prints both scripts and commands for a dry run, and does nothing else", () => {
    const more = ["--shards", "4", "--workers", "8", "--partition", "gpu", "--no-cache"];
    const { code, out } = run("--slurm", "--dry-run", ...more, "--sbatch", "--time=1:00:00");
    assert.equal(code, 0);
    const [array, merge] = out.split("\n\n");
    const quoted = `'${at("it'\\''s out")}'`;
    const node = shellWords([process.execPath, path.resolve("dist/cli.mjs")]);
    assert.ok(
      array.includes(
        `\nexec ${node} run ${experiment} --out ${quoted} --resume --workers 8 --no-cache ` +
          '--shard "$SLURM_ARRAY_TASK_ID/4"\n',
      ),
    );
    assert.match(array, /# sbatch .*--partition=gpu --time=1:00:00 --array=1-4 --cpus-per-task=8 /);
    assert.ok(merge.includes(`\nexec ${node} merge ${quoted}\n`));
    assert.match(merge, /--partition=gpu --time=1:00:00 --dependency=afterok:ARRAY_JOB /);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("makes no more shards than there are heads", () => {
    assert.match(run("--slurm", "--dry-run").out, /--array=1-8 --cpus-per-task=1 /);
    assert.match(run("--slurm", "--dry-run", "--shards", "99").out, /--array=1-8 /);
  });

  it("ends with 2 where there is no Slurm, or Slurm refuses, and leaves no run", () => {
    const missing = run("--slurm");
    assert.equal(missing.code, 2);
    assert.equal(
      missing.err,
      "kvtrace: --slurm: there is no sbatch here; run this where Slurm is\n",
    );
    program(
      "sbatch",
      '[ "$1" = --version ] || { echo "sbatch: error: No money left" >&2; exit 1; }',
    );
    const refused = run("--slurm");
    assert.equal(refused.code, 2);
    assert.equal(refused.err, "kvtrace: --slurm: Slurm refuses: No money left\n");
    assert.ok(!existsSync(at("it's out")));
  });

  it("takes the array back where its merge is refused", () => {
    program("scancel", `echo "$@" > ${at("cancelled")}`);
    program(
      "sbatch",
      'case "$*" in *dependency*) echo "sbatch: error: no dependency" >&2; exit 1;; esac; echo 17',
    );
    const { code, err } = run("--slurm");
    assert.equal(code, 2);
    assert.match(err, /no dependency/);
    assert.equal(readFileSync(at("cancelled"), "utf8"), "17\n");
  });

  it("refuses options that do not go together, by name", () => {
    for (const option of ["--shards=2", "--partition=x", "--sbatch=--mem=1G", "--dry-run"]) {
      const { code, err } = run(option);
      assert.equal(code, 2);
      assert.match(err, new RegExp(`${option.split("=")[0]}: means something only with --slurm`));
    }
    assert.match(run("--slurm", "--shard", "1/2").err, /--shard: is chosen by Slurm/);
    assert.match(run("--slurm", "--shards", "0").err, /--shards/);
  });
});
