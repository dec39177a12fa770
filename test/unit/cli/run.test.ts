import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openRunFolder } from "../../../src/core/experiment/store/run-folder";
import fc from "fast-check";
import { tableFiles } from "../../fixtures/experiment/table-files";
import { runCli } from "./run-cli";

const experiment = "media/samples/oz-small.kvsim.json";
const trace = path.resolve("media/samples/oz-small.kvtrace");

interface Outcome {
  readonly traces: readonly {
    readonly runs: readonly { readonly mean: Readonly<Record<string, number>> }[];
  }[];
}

describe("kvtrace run", () => {
  let folder: string;
  let tables: string[];

  const at = (...names: string[]) => path.join(folder, ...names);
  const tablesOf = (out: string) =>
    tableFiles.map((name) =>
      createHash("sha256")
        .update(readFileSync(at(out, name)))
        .digest("hex"),
    );
  const write = (content: object): string => {
    const name = "own.kvsim.json";
    writeFileSync(at(name), JSON.stringify({ traces: trace, ...content }));
    return at(name);
  };
  const run = (out: string, ...args: string[]) =>
    runCli("run", experiment, "--out", at(out), "--cache", at("cache"), ...args);

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-run-"));
    const { code, out, err } = run("first");
    assert.equal(code, 0, err);
    assert.match(out, /^Quest 64 .* [\d.]+$/m);
    assert.match(out, /first: 7 runs on 1 trace\n$/);
    assert.match(err, /^simulating 0 % \(0 of 56 units\)$/m);
    assert.match(err, /^simulating 100 % \(56 of 56 units\)$/m);
    tables = tablesOf("first");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("takes from the cache what it has, and tells how much that was", () => {
    const { code, out } = run("second", "--json");
    assert.equal(code, 0);
    const { traces, ...outcome } = JSON.parse(out) as Outcome;
    assert.equal(traces[0].runs.length, 7);
    assert.equal(traces[0].runs[0].mean.massKept, 1);
    assert.deepEqual(outcome, {
      folder: at("second"),
      state: "complete",
      units: 56,
      reused: 56,
      crossed: [],
    });
    assert.deepEqual(tablesOf("second"), tables);
  });

  it("needs no cache", () => {
    const before = readdirSync(at("cache")).length;
    const own = write({ policies: "full", kvHeads: 0, steps: 0 });
    assert.equal(runCli("run", own, "--out", at("plain"), "--no-cache").code, 0);
    assert.equal(readdirSync(at("cache")).length, before);
  });

  it("ends with 1 where a limit is crossed, and prints who crosses it", () => {
    const limits = { cycles: 500, recall: 0.99 };
    const quest = { policy: "quest", parameters: { denseLayers: 0 } };
    const own = write({ policies: ["full", quest], budgets: 64, kvHeads: 0, steps: 0, limits });
    const { code, out } = runCli("run", own, "--out", at("crossed"), "--no-cache");
    assert.equal(code, 1);
    assert.match(out, /^limits crossed: trace .*run .*figure .*mean .*limit$/m);
    assert.match(out, /oz-small\.kvtrace +0: Full +cycles +[\d.]+ +at most 500$/m);
    assert.match(out, /oz-small\.kvtrace +1: Quest 64 .* recall +0\.[\d]+ +at least 0\.99$/m);
    const json = runCli("run", own, "--out", at("crossed"), "--no-cache", "--resume", "--json");
    assert.equal(json.code, 1);
    const { crossed } = JSON.parse(json.out) as { crossed: { figure: string; limit: string }[] };
    assert.ok(crossed.some(({ figure, limit }) => figure === "cycles" && limit === "at most 500"));
  });

  it("runs shards, and merges them into the same tables", () => {
    assert.equal(run("shards", "--shard", "2/2").code, 0);
    const early = runCli("merge", at("shards"));
    assert.equal(early.code, 2);
    assert.match(early.err, /not finished: 1\/2/);
    assert.equal(run("shards", "--shard", "1/2").code, 0);
    const merged = runCli("merge", at("shards"));
    assert.equal(merged.code, 0, merged.err);
    assert.match(merged.out, /7 runs on 1 trace/);
    assert.deepEqual(tablesOf("shards"), tables);
  });

  it("ends with 2 and one sentence for what is wrong", () => {
    const wrong: [string[], RegExp][] = [
      [["run", experiment], /--out/],
      [["run", at("none.kvsim.json"), "--out", at("x")], /none\.kvsim\.json/],
      [["run", write({ traces: "no*", policies: "full" }), "--out", at("x")], /traces: .*"no\*"/],
      [["run", experiment, "--out", at("x"), "--shard", "3/2"], /--shard: "3\/2"/],
      [["run", experiment, "--out", at("first")], /--out: holds a run already/],
      [["run", experiment, "--out", at("x"), "--workers", "0"], /--workers/],
      [["merge", at("nothing")], /run: the folder holds no run/],
    ];
    for (const [args, message] of wrong) {
      const { code, err } = runCli(...args);
      assert.equal(code, 2, args.join(" "));
      assert.match(err, message);
      assert.doesNotMatch(err, /\n +at /);
    }
    assert.ok(!existsSync(at("x")));
  });

  it("names a full disk, leaves no half of a file, and goes on when there is room", function () {
    const disk = at("disk");
    mkdirSync(disk);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=500k", "tmpfs", disk]);
    if (mounted.status !== 0) {
      console.log("      no small disk can be mounted here, so none can be filled");
      this.skip();
    }
    try {
      // Room for the units, not for the tables beside them.
      const { code, err } = runCli("run", experiment, "--out", at("disk", "run"), "--no-cache");
      assert.equal(code, 2, err);
      assert.match(err, /^kvtrace: output file: the disk is full \(.*disk.run.*\)$/m);
      const left = readdirSync(at("disk", "run"), { recursive: true, encoding: "utf8" });
      assert.ok(!left.some((name) => /\.part$|\.parquet$/.test(name)), left.join(" "));
      assert.equal(spawnSync("mount", ["-o", "remount,size=2m", disk]).status, 0);
      const more = ["--out", at("disk", "run"), "--no-cache", "--resume"];
      assert.equal(runCli("run", experiment, ...more).code, 0);
      assert.deepEqual(tablesOf("disk/run"), tables);
    } finally {
      spawnSync("umount", [disk]);
    }
  });

  it("shares its cache with another process at the same time", async () => {
    const outs = ["one", "other"];
    const codes = outs.map(
      (out) =>
        new Promise((resolve) => {
          const args = [
            "dist/cli.mjs",
            "run",
            experiment,
            "--out",
            at(out),
            "--cache",
            at("shared"),
          ];
          spawn(process.execPath, args, { stdio: "ignore" }).on("exit", resolve);
        }),
    );
    assert.deepEqual(await Promise.all(codes), [0, 0]);
    for (const out of outs) assert.deepEqual(tablesOf(out), tables);
    assert.equal(readdirSync(at("shared")).length, 56);
  });

  /** When a run is ended: some milliseconds after it tells that this many units are done. */
  interface Moment {
    readonly done: number;
    readonly later: number;
  }

  /** Runs the experiment and ends it; its exit code or what it died of. */
  const interrupted = (out: string, signal: NodeJS.Signals, moment: Moment, ...more: string[]) =>
    new Promise<{ end: number | string | null; err: string }>((resolve) => {
      const args = ["run", experiment, "--out", at(out), "--no-cache", "--workers", "1", ...more];
      const child = spawn(process.execPath, ["dist/cli.mjs", ...args], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      let err = "";
      let timer: NodeJS.Timeout | undefined;
      child.stderr.on("data", (chunk) => {
        err += String(chunk);
        const told = [...err.matchAll(/\((\d+) of 56/g)].map(([, done]) => Number(done));
        // Once: a second interruption would not wait for the end.
        if (Math.max(...told) >= moment.done) {
          timer ??= setTimeout(() => child.kill(signal), moment.later);
        }
      });
      child.on("exit", (code, died) => {
        clearTimeout(timer);
        resolve({ end: died ?? code, err });
      });
    });

  const isComplete = (out: string) => {
    const record = JSON.parse(readFileSync(at(out, "run.json"), "utf8")) as { state: string };
    return record.state === "complete";
  };

  it("is tidied up by a resumption where it was killed when all else was done", () => {
    const out = "untidy";
    cpSync(at("first"), at(out), { recursive: true });
    mkdirSync(at(out, "units"));
    writeFileSync(at(out, "units", "left.unit"), "");
    writeFileSync(at(out, "steps.parquet.0123.part"), "");
    const { code, err } = runCli("run", experiment, "--out", at(out), "--no-cache", "--resume");
    assert.equal(code, 0, err);
    assert.deepEqual(readdirSync(at(out)).sort(), readdirSync(at("first")).sort());
    assert.deepEqual(tablesOf(out), tables);
  });

  it("loses nothing that was finished when it is killed, wherever that happens", async function () {
    this.timeout(300_000);
    let trial = 0;
    const moment = fc.record({ done: fc.integer({ min: 0, max: 40 }), later: fc.nat(400) });
    const check = async (moments: readonly Moment[]) => {
      const out = `killed-${trial++}`;
      let finished = 0;
      for (const each of moments) {
        const more = existsSync(at(out, "run.json")) ? ["--resume"] : [];
        const { end } = await interrupted(out, "SIGKILL", each, ...more);
        if (end === "SIGKILL" && existsSync(at(out, "run.json"))) {
          const { state } = (await openRunFolder(at(out))).record;
          // Two writes begin a run; only the second says by whom.
          assert.match(state, /^(interrupted|complete|running)$/);
          if (existsSync(at(out, "units"))) assert.notEqual(state, "running");
        }
        if (!existsSync(at(out, "units"))) continue;
        const units = readdirSync(at(out, "units")).filter((name) => name.endsWith(".unit"));
        assert.ok(units.length >= finished);
        finished = units.length;
      }
      const started = existsSync(at(out, "run.json"));
      // One that was killed after its tables were written has nothing left to find.
      const isUnderWay = existsSync(at(out, "units")) && !isComplete(out);
      const args = [experiment, "--out", at(out), "--no-cache", ...(started ? ["--resume"] : [])];
      const { code, err } = runCli("run", ...args);
      assert.equal(code, 0, err);
      if (isUnderWay && finished > 0) assert.match(err, new RegExp(`, ${finished} found\\)`));
      assert.deepEqual(tablesOf(out), tables);
      assert.deepEqual(readdirSync(at(out)).sort(), readdirSync(at("first")).sort());
    };
    const moments = fc.array(moment, { minLength: 1, maxLength: 3 });
    const options = { seed: 21, numRuns: 4, endOnFailure: true };
    await fc.assert(fc.asyncProperty(moments, check), options);
  });

  it("stops when it is asked to, says how to go on, and goes on", async () => {
    const { end, err } = await interrupted("stopped", "SIGINT", { done: 14, later: 0 });
    assert.equal(end, 130, err);
    assert.match(err, /interrupted; --resume continues the run/);
    const { code } = runCli("run", experiment, "--out", at("stopped"), "--no-cache", "--resume");
    assert.equal(code, 0);
    assert.deepEqual(tablesOf("stopped"), tables);
  });
});
