import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { Cancelled } from "../../cancelled";
import { partExtension } from "../../files/whole-file";
import type { HeadResult } from "../../simulation/run/result";
import { digestOf } from "../definition/digest";
import { judgeLimits } from "../definition/judge-limits";
import { LoadsTable } from "../store/loads-table";
import { RunUnits, type RecentUnits } from "../store/recent-units";
import { runFiles } from "../store/run-files";
import { unitsOf, writeRunRecord, type RunFolder } from "../store/run-folder";
import { RunMeans } from "../../figures/means";
import type { RecordedTable } from "../store/run-record";
import { writeRunsTable } from "../store/runs-table";
import type { FinishedHead } from "../shards/shard-record";
import { StepsTable } from "../store/steps-table";

export interface FinishOptions {
  /** Units that need not be read again. */
  readonly recent?: RecentUnits | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Turns the units of a run into its tables and marks it complete. The tables hold the rows trace by
 * trace, run by run, in the order of `heads`, whoever computed them and when.
 * @param heads all heads of the experiment, in its order
 * @throws InputError where a unit is missing or damaged, or a table cannot be written: the units
 *   are then still there; Cancelled after `signal` aborts
 */
export async function finishRun(
  { path: folder, record }: RunFolder,
  heads: readonly FinishedHead[],
  { recent, signal }: FinishOptions = {},
): Promise<RunFolder> {
  const file = (name: string) => path.join(folder, name);
  const means = record.traces.map(() => record.runs.map(() => new RunMeans()));
  const tables: Record<string, RecordedTable> = {};
  const steps = await StepsTable.create(file(runFiles.steps));
  try {
    const loads = await LoadsTable.create(file(runFiles.loads));
    try {
      const units = new RunUnits(unitsOf(folder), recent);
      for await (const { trace, result } of resultsOf(units, record.runs.length, heads)) {
        if (signal?.aborted) throw new Cancelled();
        means[trace][result.run].add(result);
        await steps.add(record.traces[trace].name, result);
        await loads.add(record.traces[trace].name, result);
      }
      tables[runFiles.steps] = await steps.finish();
      tables[runFiles.loads] = await loads.finish();
    } catch (error) {
      await loads.abandon();
      throw error;
    }
  } catch (error) {
    await steps.abandon();
    throw error;
  }
  const summaries = means.map((runs) => runs.map((run) => run.summary()));
  const names = record.traces.map(({ name }) => name);
  const runsFile = file(runFiles.runs);
  tables[runFiles.runs] = await writeRunsTable(runsFile, names, record.runs, summaries);
  const finished = await writeRunRecord(folder, {
    ...record,
    state: "complete",
    owner: undefined,
    finished: new Date().toISOString(),
    traces: record.traces.map((trace, index) => {
      const own = heads.filter((head) => head.trace === index);
      return { ...trace, fingerprint: digestOf(own.map(({ fingerprint }) => fingerprint)) };
    }),
    outcome: judgeLimits(record.limits, summaries),
    tables,
  });
  await tidyRun(folder);
  return finished;
}

/** Removes what a complete run was made of, and the parts of files that killed processes left. */
export async function tidyRun(folder: string): Promise<void> {
  const parts = (await readdir(folder)).filter((name) => name.endsWith(partExtension));
  for (const name of [runFiles.units, runFiles.shards, ...parts]) {
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** Results in the order of the tables: trace, run, layer, KV head, query head. */
async function* resultsOf(
  units: RunUnits,
  runs: number,
  heads: readonly FinishedHead[],
): AsyncGenerator<{ readonly trace: number; readonly result: HeadResult }> {
  const traces = [...new Set(heads.map((head) => head.trace))];
  for (const trace of traces) {
    const own = heads.filter((head) => head.trace === trace);
    for (let run = 0; run < runs; run++) {
      for (const { keys } of own) {
        for (const result of await units.read(keys[run], run)) yield { trace, result };
      }
    }
  }
}
