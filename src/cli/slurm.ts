import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { InputError, messageOf } from "../core/errors";
import { beginRun, type RunTarget } from "../core/experiment/run/begin-run";
import type { Experiment } from "../core/experiment/definition/experiment";
import { openExperiment } from "../core/experiment/definition/open-experiment";
import {
  arrayJob,
  mergeJob,
  shellWords,
  type SlurmJob,
  type SlurmRun,
} from "../core/experiment/shards/slurm-jobs";
import { deleteRunFolder } from "../core/experiment/store/run-folder";
import { runFiles } from "../core/experiment/store/run-files";
import { headsOf } from "../core/experiment/definition/opened-experiment";
import { writeWholeFile } from "../core/files/whole-file";
import { interruptible } from "./interruptible";
import { printJson } from "./output/print";

/** How an experiment is spread over a cluster. */
export interface SlurmOptions {
  readonly shards: number | undefined;
  readonly workers: number;
  readonly partition: string | undefined;
  /** More options of sbatch. */
  readonly sbatch: readonly string[];
  /** More options of `kvtrace run`. */
  readonly runOptions: readonly string[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** More tasks than this are not made unless they are asked for. */
const usualShards = 64;

/** Stands for the number of the array job where nothing is submitted. */
const arrayPlaceholder = "ARRAY_JOB";

/**
 * Checks an experiment and submits its shards as a job array, and their merge as a job that waits for
 * them; a dry run prints both and submits nothing.
 * @throws InputError for what is wrong with the experiment or its folder, or where Slurm is missing or
 *   refuses: nothing is then left in its queue
 */
export async function submitToSlurm(
  experiment: Experiment,
  target: RunTarget,
  options: SlurmOptions,
): Promise<void> {
  const opened = await openExperiment(experiment, target.file);
  const heads = headsOf(opened).length;
  const out = path.resolve(target.out);
  const run: SlurmRun = {
    name: opened.name,
    file: path.resolve(target.file),
    out,
    // A shard without a head would be a task for nothing.
    shards: Math.min(heads, options.shards ?? usualShards),
    workers: options.workers,
    partition: options.partition,
    options: options.sbatch,
    runOptions: options.runOptions,
    program: [process.execPath, path.resolve(process.argv[1])],
  };
  if (options.dryRun) {
    const jobs = [arrayJob(run), mergeJob(run, arrayPlaceholder)];
    process.stdout.write(jobs.map(describeJob).join("\n"));
    return;
  }
  // Without Slurm, nothing is to be begun.
  await slurm("sbatch", ["--version"]);
  await beginRun(opened, target);
  // What shards of an earlier submission told would not fit another number of them.
  await rm(path.join(out, runFiles.shards), { recursive: true, force: true });
  const { array, merge } = await submitBoth(run).catch(async (error: unknown) => {
    if (!target.resume) await deleteRunFolder(out);
    throw error;
  });
  if (options.json) printJson({ folder: out, shards: run.shards, array, merge });
  else {
    process.stdout.write(
      `${out}: ${run.shards} shards submitted as job ${array}, their merge as job ${merge}\n`,
    );
  }
}

async function submitBoth(run: SlurmRun): Promise<{ array: string; merge: string }> {
  const array = await submit(arrayJob(run));
  try {
    return { array, merge: await submit(mergeJob(run, array)) };
  } catch (error) {
    await slurm("scancel", [array]);
    throw error;
  }
}

function describeJob({ file, script, options }: SlurmJob): string {
  return `# ${file}\n${script}# ${shellWords(["sbatch", ...options, file])}\n`;
}

/** @returns the job's number */
async function submit({ file, script, options }: SlurmJob): Promise<string> {
  await interruptible(() => writeWholeFile(file, script, { makesFolder: true }));
  // On a federation, the cluster's name follows the number.
  return (await slurm("sbatch", [...options, file])).trim().split(";")[0];
}

async function slurm(program: string, args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, args)).stdout;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new InputError("--slurm", `there is no ${program} here; run this where Slurm is`);
    }
    const told = error instanceof Error && "stderr" in error ? sentences(String(error.stderr)) : "";
    throw new InputError("--slurm", told === "" ? messageOf(error) : `Slurm refuses: ${told}`);
  }
}

/** What a program of Slurm said on its lines, without its name. */
function sentences(told: string): string {
  const lines = told.split("\n").map((line) => line.replace(/^\w+: (error: |fatal: )?/, "").trim());
  return lines.filter((line) => line !== "").join("; ");
}
