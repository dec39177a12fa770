import type { SimulationPool } from "../../simulation/threads/pool";
import { beginRun, type RunTarget } from "./begin-run";
import type { Experiment } from "../definition/experiment";
import { finishHeads } from "./finish-heads";
import { finishRun, tidyRun } from "./finish-run";
import { openExperiment } from "../definition/open-experiment";
import { thisProgram } from "../store/results-version";
import { thisOwner } from "../store/run-owner";
import {
  openRunFolder,
  recordEnd,
  unitsOf,
  writeRunRecord,
  type RunFolder,
} from "../store/run-folder";
import { RecentUnits } from "../store/recent-units";
import { partOf, wholeExperiment, type Shard } from "../shards/shard";
import { writeShardRecord } from "../shards/shard-record";
import type { RunListener } from "./simulate-units";
import { headsOf } from "../definition/opened-experiment";
import { TriedCache } from "../cache/tried-cache";
import { hostArithmetic } from "../cache/unit-key";
import type { UnitCache } from "../cache/unit-cache";

/** What a run needs besides the experiment. */
export interface RunOptions extends RunTarget {
  /** Its threads do the work; other simulations may share it. */
  readonly pool: SimulationPool;
  /** Heads simulated at once, best as many as the pool has threads. */
  readonly parallel: number;
  /** Without one, nothing is taken from earlier runs or kept for later ones. */
  readonly cache?: UnitCache | undefined;
  readonly listener?: RunListener | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Records that a run is under way, and where; other shards may have begun it. */
async function takeUp(folder: RunFolder, shard: Shard | undefined): Promise<RunFolder> {
  if (shard && folder.record.state === "running") return folder;
  const owner = shard ? undefined : thisOwner();
  const record = { ...folder.record, state: "running", failure: undefined, owner } as const;
  return writeRunRecord(folder.path, record);
}

/**
 * Runs an experiment into a folder: simulates what neither the folder nor the cache has, then
 * writes the tables. Of a shard only its part is simulated, and `mergeShards` writes the tables
 * when all are done. A complete run that is resumed stays as it is.
 * @returns the folder, with the outcome of the limits in its record unless a shard was run
 * @throws InputError for what is wrong with the experiment, its traces, its devices or the folder;
 *   Cancelled after `signal` aborts: what was finished by then is kept for a resumption
 */
export async function runExperiment(
  experiment: Experiment,
  options: RunOptions,
): Promise<RunFolder> {
  const { file, out, shard, pool, parallel, cache, listener = {} } = options;
  const signal = options.signal ?? new AbortController().signal;
  const opened = await openExperiment(experiment, file);
  const folder = await beginRun(opened, options);
  if (folder.record.state === "complete") {
    // It may have been killed when all but this was done.
    await tidyRun(out);
    return folder;
  }
  const started = await takeUp(folder, shard);
  const recent = new RecentUnits();
  try {
    const heads = partOf(headsOf(opened), shard ?? wholeExperiment);
    const finished = await finishHeads(opened, heads, {
      pool,
      parallel,
      store: unitsOf(out),
      recent,
      cache: cache && new TriedCache(cache, (notice) => listener.onNotice?.(notice)),
      arithmetic: hostArithmetic(),
      listener,
      signal,
    });
    if (!shard) return await finishRun(started, finished, { recent, signal });
    const { digest } = opened;
    await writeShardRecord(out, { program: thisProgram, digest, shard, heads: finished });
    return await openRunFolder(out);
  } catch (error) {
    // Other shards may be under way.
    if (!shard) await recordEnd(started, error);
    throw error;
  }
}
