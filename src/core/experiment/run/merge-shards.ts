import { InputError } from "../../errors";
import { jobsOf } from "../../simulation/run/plan";
import { finishRun } from "./finish-run";
import { describeProgram, givesSameResults } from "../store/results-version";
import { openRunFolder, recordEnd, type RunFolder } from "../store/run-folder";
import { describeShard } from "../shards/shard";
import { readShardRecords, type FinishedHead, type ShardRecord } from "../shards/shard-record";
import type { ExperimentHead } from "../definition/opened-experiment";

/**
 * Makes the tables of a run out of its shards; a run that is complete already stays as it is.
 * @throws InputError naming what is missing: a shard, or one that is not finished; or the shard that
 *   belongs to another experiment or was made by a program with other results
 */
export async function mergeShards(folder: string, signal?: AbortSignal): Promise<RunFolder> {
  const run = await openRunFolder(folder);
  if (run.record.state === "complete") return run;
  const records = await readShardRecords(folder);
  const refuse = (reason: string): never => {
    throw new InputError("shards", reason, { file: folder });
  };
  if (records.length === 0) refuse("none has been run");
  for (const { shard, program, digest } of records) {
    const name = `shard ${describeShard(shard)}`;
    if (digest !== run.record.digest) refuse(`${name} is of another experiment`);
    if (!givesSameResults(program, run.record.program)) {
      const others = describeProgram(run.record.program);
      refuse(`${name} is of another program (${describeProgram(program)}; the run: ${others})`);
    }
  }
  const { count } = records[0].shard;
  const other = records.find(({ shard }) => shard.count !== count);
  if (other) {
    refuse(
      `${describeShard(records[0].shard)} and ${describeShard(other.shard)} are of two splits`,
    );
  }
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter(
    (index) => !records.some(({ shard, heads }) => shard.index === index && heads),
  );
  if (missing.length > 0) {
    const names = missing.map((index) => describeShard({ index, count })).join(", ");
    refuse(`not finished: ${names}`);
  }
  const heads = interleave(records);
  const expected = run.record.traces.flatMap(({ scope }, trace) =>
    jobsOf({ scope, runs: [] }).map((job) => ({ trace, ...job })),
  );
  const isWhole = expected.every((head, at) => isSameHead(head, heads[at]));
  if (!isWhole || heads.length !== expected.length) {
    refuse("damaged: together they are not all heads of the experiment, each once");
  }
  try {
    return await finishRun(run, heads, { signal });
  } catch (error) {
    await recordEnd(run, error);
    throw error;
  }
}

/** Heads in the order of the experiment; shard i of n has every n-th from the i-th on. */
function interleave(records: readonly ShardRecord[]): FinishedHead[] {
  const lengths = records.map(({ heads }) => heads!.length);
  return Array.from({ length: Math.max(...lengths) }, (_, row) =>
    records.flatMap(({ heads }) => heads!.slice(row, row + 1)),
  ).flat();
}

function isSameHead(head: ExperimentHead, other: ExperimentHead | undefined): boolean {
  return other?.trace === head.trace && other.layer === head.layer && other.kvHead === head.kvHead;
}
