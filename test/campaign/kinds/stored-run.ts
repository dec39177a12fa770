import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openRunFolder } from "../../../src/core/experiment/store/run-folder";
import { readMeans } from "../../../src/core/experiment/store/read-means";
import { StoredResults } from "../../../src/core/experiment/store/stored-results";
import { runFiles } from "../../../src/core/experiment/store/run-files";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import { ExperimentFolder } from "../../fixtures/experiment/experiment-folder";
import { tableFiles } from "../../fixtures/experiment/table-files";
import { readAll } from "../../fixtures/experiment/read-results";

/** As they are built, from the project's folder. */
export const workerFile = "dist/worker.mjs";

/** A small experiment: three runs on one trace. */
export const smallStudy = { traces: "*.kvtrace", policies: ["full", "quest"], budgets: [32, 64] };

/** A complete run that every try damages. */
export class StoredRun {
  private constructor(
    readonly path: string,
    private readonly files: ReadonlyMap<string, Buffer>,
  ) {}

  /** Runs an experiment into a folder. */
  static async prepare(folder: string): Promise<StoredRun> {
    const experiments = await ExperimentFolder.create(["a"]);
    const pool = new SimulationPool(path.resolve(workerFile), 1);
    await experiments.run(pool, "run", {}, smallStudy);
    const run = path.join(folder, "run");
    cpSync(experiments.file("run"), run, { recursive: true });
    await pool.dispose();
    experiments.remove();
    const names = [runFiles.record, ...tableFiles];
    const read = (name: string) => [name, readFileSync(path.join(run, name))] as const;
    return new StoredRun(run, new Map(names.map(read)));
  }

  read(name: string): Buffer {
    return this.files.get(name)!;
  }

  write(name: string, content: Uint8Array | string): void {
    const file = path.join(this.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Undoes what was written. */
  restore(): void {
    rmSync(path.join(this.path, runFiles.shards), { recursive: true, force: true });
    for (const [name, content] of this.files) this.write(name, content);
  }
}

/** Reads everything that a run folder holds. */
export async function readRun(folder: string): Promise<void> {
  const run = await openRunFolder(folder);
  if (run.record.state === "complete") await readMeans(run);
  for (const index of run.record.traces.keys()) {
    const results = new StoredResults(run, index);
    try {
      await readAll(results);
    } finally {
      await results.close();
    }
  }
}
