import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { InputError } from "../../../src/core/errors";
import { mergeShards } from "../../../src/core/experiment/run/merge-shards";
import { readResults } from "../../fixtures/experiment/read-results";
import { tableFiles } from "../../fixtures/experiment/table-files";
import {
  deleteRunFolder,
  listRuns,
  openRunFolder,
  renameRunFolder,
} from "../../../src/core/experiment/store/run-folder";
import { parseShard } from "../../../src/core/experiment/shards/shard";
import { UnitCache } from "../../../src/core/experiment/cache/unit-cache";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import { writeBareTrace } from "../../fixtures/experiment/bare-trace";
import { smallExperiment, ExperimentFolder } from "../../fixtures/experiment/experiment-folder";

/** Checks that something is refused as the user's error, in these words. */
async function refuses(doing: Promise<unknown>, ...words: (string | RegExp)[]): Promise<void> {
  await assert.rejects(doing, (error: unknown) => {
    assert.ok(error instanceof InputError, String(error));
    for (const word of words) assert.match(error.message, new RegExp(word));
    return true;
  });
}

describe("a run that cannot be", () => {
  let folder: ExperimentFolder;
  let pool: SimulationPool;
  const experiment = { ...smallExperiment, policies: ["full", "streaming-llm"] };
  const run = (out: string, options = {}, content: object = experiment) =>
    folder.run(pool, out, options, content);
  const edit = (out: string, name: string, change: (content: Record<string, unknown>) => void) => {
    const file = folder.file(out, name);
    const content = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    change(content);
    writeFileSync(file, JSON.stringify(content));
  };

  before(async () => {
    folder = await ExperimentFolder.create(["a"]);
    pool = new SimulationPool(path.resolve("dist/worker.mjs"), 2);
    await run("whole");
    for (const index of [1, 2]) await run("halves", { shard: { index, count: 2 } });
  });
  after(async () => {
    await pool.dispose();
    folder.remove();
  });

  it("names a glob without a match, a layer, a head and a step that a trace does not have", async () => {
    await refuses(
      run("x", {}, { ...experiment, traces: "none*.kvtrace" }),
      'traces: .*"none\\*.kvtrace"',
    );
    await refuses(
      run("x", {}, { ...experiment, layers: [9] }),
      "layers: .*no layer 9.*a\\.kvtrace",
    );
    await refuses(run("x", {}, { ...experiment, kvHeads: [2] }), "KV head 2 .*a\\.kvtrace");
    await refuses(
      run("x", {}, { ...experiment, steps: "5-9" }),
      "step 5 is past .* 4 .*a\\.kvtrace",
    );
    await refuses(run("x", {}, { ...experiment, devices: "gone.json" }), "devices: .*gone\\.json");
    assert.ok(!readdirSync(folder.path).includes("x"));
  });

  it("clips a range of steps that ends behind the trace", async () => {
    const { record } = await run("clipped", {}, { ...experiment, steps: "3-99" });
    assert.deepEqual(record.traces[0].scope, {
      layers: [0, 1],
      kvHeads: [0, 1],
      fromStep: 3,
      toStep: 5,
    });
  });

  it("names a limit on a figure that a trace cannot give, with its line", async () => {
    mkdirSync(folder.file("bare"));
    writeBareTrace(folder.file("bare", "bare.kvtrace"));
    const content = { ...experiment, traces: "bare/*", policies: "full", limits: { recall: 0.5 } };
    await refuses(run("x", {}, content), "recall: .*bare\\.kvtrace.*line 1");
  });

  it("leaves a folder alone that holds something else", async () => {
    mkdirSync(folder.file("notes"));
    writeFileSync(folder.file("notes", "todo.txt"), "milk");
    await refuses(run("notes"), "out: holds todo\\.txt but no run");
    writeFileSync(folder.file("file"), "");
    await refuses(run("file"), "out: ");
  });

  it("needs to be told to go on, and never goes on with another experiment or program", async () => {
    await refuses(run("whole"), "out: holds a run already.*whole");
    await refuses(
      run("whole", { resume: true }, { ...experiment, budgets: 16 }),
      "another experiment",
    );
    await refuses(run("halves", { shard: { index: 2, count: 2 } }), "holds shard 2/2 already");
    const before = folder.tables("whole");
    assert.equal((await run("whole", { resume: true })).record.state, "complete");
    assert.deepEqual(folder.tables("whole"), before);
    folder.copy("halves", "aged");
    edit("aged", "run.json", (record) => (record.program = { version: "0.0.9", results: 0 }));
    await refuses(run("aged", { resume: true }), "another program .*version 0\\.0\\.9, results 0");
  });

  it("is no merge of shards that are missing, unfinished, of other programs, experiments or splits", async () => {
    const merge = (out: string) => mergeShards(folder.file(out));
    await refuses(merge("nowhere"), "holds no run");
    folder.copy("halves", "lacking");
    rmSync(folder.file("lacking", "shards", "2-of-2.json"));
    await refuses(merge("lacking"), "shards: not finished: 2/2");
    rmSync(folder.file("lacking", "shards", "1-of-2.json"));
    await refuses(merge("lacking"), "none has been run");
    folder.copy("halves", "begun");
    edit("begun", "shards/1-of-2.json", (record) => delete record.heads);
    await refuses(merge("begun"), "not finished: 1/2");
    folder.copy("halves", "old");
    edit("old", "shards/1-of-2.json", (record) => {
      record.program = { version: "0.0.9", results: 0 };
    });
    await refuses(merge("old"), "shard 1/2 is of another program .*0\\.0\\.9");
    folder.copy("halves", "other");
    edit("other", "shards/2-of-2.json", (record) => (record.digest = "f00"));
    await refuses(merge("other"), "shard 2/2 is of another experiment");
    folder.copy("halves", "robbed");
    edit("robbed", "shards/1-of-2.json", (record) => (record.heads as unknown[]).pop());
    await refuses(merge("robbed"), "shards: damaged: .* not all heads");
    folder.copy("halves", "splits");
    await run("splits", { shard: { index: 3, count: 3 } });
    await refuses(merge("splits"), "1/2 and 3/3 are of two splits");
    folder.copy("halves", "broken");
    writeFileSync(folder.file("broken", "shards", "1-of-2.json"), "{");
    await refuses(merge("broken"), "shard: is damaged.*1-of-2\\.json");
  });

  it("is no merge of units that are missing or damaged, until their shard is run again", async () => {
    folder.copy("halves", "gap");
    const [first, second] = readdirSync(folder.file("gap", "units"));
    rmSync(folder.file("gap", "units", first));
    await refuses(mergeShards(folder.file("gap")), "unit: is missing");
    truncateSync(folder.file("gap", "units", second), 200);
    await refuses(mergeShards(folder.file("gap")), "unit: is (missing|damaged)");
    assert.ok(tableFiles.every((name) => !readdirSync(folder.file("gap")).includes(name)));
    for (const index of [1, 2]) await run("gap", { shard: { index, count: 2 }, resume: true });
    await mergeShards(folder.file("gap"));
    assert.deepEqual(folder.tables("gap"), folder.tables("whole"));
  });

  it("is read from its tables only where they are as it left them", async () => {
    for (const name of tableFiles.slice(0, 2)) {
      folder.copy("whole", "harmed");
      const file = folder.file("harmed", name);
      const bytes = readFileSync(file);
      for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
        const damaged = Uint8Array.from(bytes);
        damaged[at] ^= 16;
        writeFileSync(file, damaged);
        const opened = await openRunFolder(folder.file("harmed"));
        await refuses(readResults(opened, 0), "table: is damaged.*harmed");
      }
      truncateSync(file, 10);
      await refuses(
        readResults(await openRunFolder(folder.file("harmed")), 0),
        "table: is damaged",
      );
      rmSync(file);
      await refuses(readResults(await openRunFolder(folder.file("harmed")), 0), "does not exist");
    }
    await refuses(
      readResults(await openRunFolder(folder.file("halves")), 0),
      "has no results: it is running; resume it first",
    );
  });

  it("is refused where its record is damaged, and listed as such beside the others", async () => {
    folder.copy("whole", "list/one");
    folder.copy("whole", "list/two");
    writeFileSync(folder.file("list", "two", "run.json"), '{"format":"kvtrace-run"');
    mkdirSync(folder.file("list", "other"));
    await refuses(openRunFolder(folder.file("list", "two")), "run: is damaged");
    const runs = await listRuns(folder.file("list"));
    assert.deepEqual(
      runs.map((each) => [path.basename(each.path), "error" in each]),
      [
        ["one", false],
        ["two", true],
      ],
    );
    edit("list/one", "run.json", (record) => (record.version = 2));
    await refuses(openRunFolder(folder.file("list", "one")), "version: ");
    assert.deepEqual(await listRuns(folder.file("no such folder")), []);
  });

  it("is renamed and deleted with what belongs to it alone", async () => {
    folder.copy("whole", "keep/one");
    folder.copy("whole", "keep/two");
    await refuses(renameRunFolder(folder.file("keep", "one"), "two"), "name: is taken");
    for (const name of ["", "..", "a/b", "a\\b"]) {
      await refuses(renameRunFolder(folder.file("keep", "one"), name), "cannot be the name");
    }
    const renamed = await renameRunFolder(folder.file("keep", "one"), "three");
    assert.equal(renamed, folder.file("keep", "three"));
    assert.equal((await openRunFolder(renamed)).record.state, "complete");
    writeFileSync(folder.file("keep", "two", "plot.py"), "");
    await deleteRunFolder(folder.file("keep", "two"));
    await deleteRunFolder(renamed);
    assert.deepEqual(readdirSync(folder.file("keep")), ["two"]);
    assert.deepEqual(readdirSync(folder.file("keep", "two")), ["plot.py"]);
    await refuses(deleteRunFolder(folder.file("keep", "two")), "holds no run");
  });

  it("reads a part of an experiment as i/n", () => {
    assert.deepEqual(parseShard("--shard", "2/8"), { index: 2, count: 8 });
    for (const text of ["0/2", "3/2", "1", "1/", "/2", "a/b", "1/0", "-1/2", "1.5/2"]) {
      assert.throws(() => parseShard("--shard", text), InputError);
    }
  });

  it("goes on without a cache that cannot be written, and says so", async () => {
    writeFileSync(folder.file("no-folder"), "");
    const notices: string[] = [];
    const listener = { onNotice: (notice: string) => void notices.push(notice) };
    const cache = new UnitCache(folder.file("no-folder", "cache"));
    await run("uncached", { cache, listener });
    assert.equal(notices.length, 1);
    assert.match(notices[0], /^The cache cannot be used: .*no-folder/);
    assert.deepEqual(folder.tables("uncached"), folder.tables("whole"));
  });

  it("leaves no half of a table that cannot be written", async function () {
    if (process.getuid?.() === 0) {
      // The superuser may write everywhere, so a folder in the table's place has to do.
      folder.copy("halves", "blocked");
      mkdirSync(folder.file("blocked", "loads.parquet"));
      await refuses(mergeShards(folder.file("blocked")), "output file: ");
      rmSync(folder.file("blocked", "loads.parquet"), { recursive: true });
    } else {
      folder.copy("halves", "blocked");
      chmodSync(folder.file("blocked"), 0o500);
      await refuses(mergeShards(folder.file("blocked")), "output file: ");
      chmodSync(folder.file("blocked"), 0o700);
    }
    assert.deepEqual(readdirSync(folder.file("blocked")).sort(), [
      "experiment.kvsim.json",
      "run.json",
      "shards",
      "units",
    ]);
    await mergeShards(folder.file("blocked"));
    assert.deepEqual(folder.tables("blocked"), folder.tables("whole"));
  });
});
