import assert from "node:assert/strict";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UnitCache } from "../../../src/core/experiment/cache/unit-cache";
import { InputError } from "../../../src/core/errors";
import type { RunProgress } from "../../../src/core/experiment/run/simulate-units";
import type { TraceLocation } from "../../../src/core/simulation/threads/trace-location";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import { ExperimentFolder } from "../../fixtures/experiment/experiment-folder";
import { fileChanges, withTimesOf } from "../../fixtures/file-changes";

/** A pool that lets something happen before and after each of its simulations. */
class MeddledPool extends SimulationPool {
  meddle: { before?: (heads: number) => void; after?: (heads: number) => void } = {};
  /** Whether threads are told which file is meant. */
  tellsStamp = true;
  #heads = 0;

  override run: SimulationPool["run"] = async (location, ...rest) => {
    const head = this.#heads++;
    this.meddle.before?.(head);
    const bare: TraceLocation =
      location.kind === "file" ? { kind: "file", path: location.path } : location;
    await super.run(this.tellsStamp ? location : bare, ...rest);
    this.meddle.after?.(head);
  };

  start(meddle: MeddledPool["meddle"], { tellsStamp = true } = {}): void {
    this.meddle = meddle;
    this.tellsStamp = tellsStamp;
    this.#heads = 0;
  }
}

describe("a trace that changes while an experiment reads it", () => {
  let folder: ExperimentFolder;
  let pool: MeddledPool;
  let content: Uint8Array;
  let tablesBefore: string[];
  let tablesAfter: string[];
  const trace = () => folder.file("a.kvtrace");
  const restore = () => copyFileSync(folder.file("a.old"), trace());

  before(async () => {
    folder = await ExperimentFolder.create();
    pool = new MeddledPool(path.resolve("dist/worker.mjs"), 2);
    content = new Uint8Array(readFileSync(folder.file("b.kvtrace")));
    copyFileSync(trace(), folder.file("a.old"));
    rmSync(folder.file("b.kvtrace"));
    await folder.run(pool, "before");
    tablesBefore = folder.tables("before");
    writeFileSync(trace(), content);
    await folder.run(pool, "after");
    tablesAfter = folder.tables("after");
    assert.notDeepEqual(tablesBefore, tablesAfter);
  });
  beforeEach(restore);
  after(async () => {
    await pool.dispose();
    folder.remove();
  });

  for (const name of ["rewritten", "replaced"]) {
    for (const change of [fileChanges[name], withTimesOf(fileChanges[name])]) {
      for (const at of ["before", "after"] as const) {
        const times = change === fileChanges[name] ? "" : ", its times set back,";
        it(`gives the tables of what it is then, where it is ${name}${times} ${at} a head`, async () => {
          const out = `${name}-${times.length}-${at}`;
          const notices: string[] = [];
          pool.start({ [at]: (head: number) => head === 1 && change(trace(), content) });
          await folder.run(pool, out, {
            listener: { onNotice: (notice) => void notices.push(notice) },
          });
          assert.deepEqual(folder.tables(out), tablesAfter);
          assert.equal(notices.length, 1);
          assert.match(notices[0], /a\.kvtrace changed while it was read and is read again\.$/);
        });
      }
    }
  }

  it("gives the tables of what it is then, where it is rewritten when all heads are done", async () => {
    let isChanged = false;
    const onProgress = ({ done, units }: RunProgress) => {
      if (done === units && !isChanged) fileChanges.rewritten(trace(), content);
      isChanged ||= done === units;
    };
    pool.start({});
    await folder.run(pool, "late", { listener: { onProgress } });
    assert.deepEqual(folder.tables("late"), tablesAfter);
  });

  it("gives its tables or refuses, however else it changes", async () => {
    for (const name of ["patched", "appended to", "cut short", "deleted"]) {
      restore();
      pool.start({ before: (head) => head === 2 && fileChanges[name](trace(), content) });
      try {
        await folder.run(pool, name);
      } catch (error) {
        assert.ok(error instanceof InputError, String(error));
        continue;
      }
      pool.start({});
      await folder.run(pool, `${name}-anew`);
      assert.deepEqual(folder.tables(name), folder.tables(`${name}-anew`));
    }
  });

  it("leaves nothing in the cache under what it was before", async () => {
    const cache = new UnitCache(folder.file("cache"));
    // The threads read the new content, as one does that opens the file late.
    const toNew = () => writeFileSync(trace(), content);
    pool.start({ before: (head) => head === 0 && toNew() }, { tellsStamp: false });
    await folder.run(pool, "meddled", { cache });
    pool.start({});
    restore();
    await folder.run(pool, "cached", { cache });
    assert.deepEqual(folder.tables("cached"), tablesBefore);
  });
});
