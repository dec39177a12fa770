import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { InputError } from "../../errors";
import { queryHeadsOf } from "../../simulation/run/plan";
import { fileError } from "../../files/file-error";
import { describeProgram, givesSameResults, thisProgram } from "../store/results-version";
import { isMissing, readTextIfThere, runFiles } from "../store/run-files";
import { openRunFolder, writeRunRecord, type RunFolder } from "../store/run-folder";
import { recordedPath, type RunRecord } from "../store/run-record";
import { describeShard, type Shard } from "../shards/shard";
import { readShardRecords, writeShardRecord } from "../shards/shard-record";
import type { OpenedExperiment } from "../definition/opened-experiment";
import { partExtension, writeWholeFile } from "../../files/whole-file";

/** Where and how an experiment is run. */
export interface RunTarget {
  /** The experiment's file. */
  readonly file: string;
  /** What the file says. */
  readonly text: string;
  readonly out: string;
  /** Whether a run that is there already is continued. */
  readonly resume: boolean;
  /** The part that is run; undefined for all of it, with the tables. */
  readonly shard?: Shard | undefined;
}

/**
 * Prepares the run folder of an experiment: a new one, or one that holds the same experiment already.
 * @throws InputError when the folder holds something else, a run that is not to be resumed, or
 *   cannot be written
 */
export async function beginRun(opened: OpenedExperiment, target: RunTarget): Promise<RunFolder> {
  const { out, shard } = target;
  const isThere = (await readTextIfThere("out", path.join(out, runFiles.record))) !== undefined;
  if (isThere) await checkRun(opened, target);
  else await checkEmpty(out);
  const folder = isThere ? await openRunFolder(out) : await createRun(opened, target);
  if (shard && folder.record.state !== "complete") {
    await writeShardRecord(out, { program: thisProgram, digest: opened.digest, shard });
  }
  return folder;
}

async function createRun(
  opened: OpenedExperiment,
  { file, text, out }: RunTarget,
): Promise<RunFolder> {
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw fileError("out", out, error);
  }
  await writeWholeFile(path.join(out, runFiles.experiment), text, { makesFolder: true });
  return writeRunRecord(out, recordOf(opened, recordedPath(out, file)));
}

function recordOf(opened: OpenedExperiment, experiment: string): RunRecord {
  return {
    program: thisProgram,
    name: opened.name,
    experiment,
    digest: opened.digest,
    state: "running",
    started: new Date().toISOString(),
    runs: opened.runs,
    devices: opened.devices,
    traces: opened.traces.map(({ name, path, size, header, plan }) => {
      return { name, path, size, groupHeads: queryHeadsOf(header, 0).length, scope: plan.scope };
    }),
    limits: opened.limits,
  };
}

async function checkRun(
  opened: OpenedExperiment,
  { out, resume, shard }: RunTarget,
): Promise<void> {
  const { record } = await openRunFolder(out);
  const refuse = (reason: string): never => {
    throw new InputError("out", reason, { file: out });
  };
  if (record.digest !== opened.digest) refuse(`holds a run of another experiment, ${record.name}`);
  if (!givesSameResults(record.program, thisProgram)) {
    const program = describeProgram(record.program);
    refuse(`holds a run of another program (${program}); this is ${describeProgram(thisProgram)}`);
  }
  if (resume) return;
  const begun = await readShardRecords(out);
  if (!shard || record.state === "complete") refuse("holds a run already; resume it to continue");
  else if (begun.some((other) => other.shard.index === shard.index)) {
    refuse(`holds shard ${describeShard(shard)} already; resume it to continue`);
  }
}

async function checkEmpty(out: string): Promise<void> {
  // Another shard may be preparing the same folder.
  const own: readonly string[] = Object.values(runFiles);
  const names = await readdir(out).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw fileError("out", out, error);
  });
  const foreign = names.find((name) => !own.includes(name) && !name.endsWith(partExtension));
  if (foreign !== undefined) {
    throw new InputError("out", `holds ${foreign} but no run; choose an empty folder`, {
      file: out,
    });
  }
}
