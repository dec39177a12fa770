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
import type { Study } from "../definition/study";
import { partExtension, writeWholeFile } from "../../files/whole-file";

/** Where and how a study is run. */
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
 * Prepares the run folder of a study: a new one, or one that holds the same study already.
 * @throws InputError when the folder holds something else, a run that is not to be resumed, or
 *   cannot be written
 */
export async function beginRun(study: Study, target: RunTarget): Promise<RunFolder> {
  const { out, shard } = target;
  const isThere = (await readTextIfThere("out", path.join(out, runFiles.record))) !== undefined;
  if (isThere) await checkRun(study, target);
  else await checkEmpty(out);
  const folder = isThere ? await openRunFolder(out) : await createRun(study, target);
  if (shard && folder.record.state !== "complete") {
    await writeShardRecord(out, { program: thisProgram, digest: study.digest, shard });
  }
  return folder;
}

async function createRun(study: Study, { file, text, out }: RunTarget): Promise<RunFolder> {
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw fileError("out", out, error);
  }
  await writeWholeFile(path.join(out, runFiles.experiment), text, { makesFolder: true });
  return writeRunRecord(out, recordOf(study, recordedPath(out, file)));
}

function recordOf(study: Study, experiment: string): RunRecord {
  return {
    program: thisProgram,
    name: study.name,
    experiment,
    digest: study.digest,
    state: "running",
    started: new Date().toISOString(),
    runs: study.runs,
    devices: study.devices,
    traces: study.traces.map(({ name, path, size, header, plan }) => {
      return { name, path, size, groupHeads: queryHeadsOf(header, 0).length, scope: plan.scope };
    }),
    limits: study.limits,
  };
}

async function checkRun(study: Study, { out, resume, shard }: RunTarget): Promise<void> {
  const { record } = await openRunFolder(out);
  const refuse = (reason: string): never => {
    throw new InputError("out", reason, { file: out });
  };
  if (record.digest !== study.digest) refuse(`holds a run of another experiment, ${record.name}`);
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
