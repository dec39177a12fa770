import path from "node:path";
import { runFiles } from "../store/run-files";

/** An experiment that is to run on a cluster, one shard in each task of a job array. */
export interface SlurmRun {
  /** What the jobs are called after. */
  readonly name: string;
  /** The experiment's file. */
  readonly file: string;
  /** The run's folder, which every node has to reach under this path. */
  readonly out: string;
  readonly shards: number;
  /** Worker threads of each task. */
  readonly workers: number;
  readonly partition?: string | undefined;
  /** More options of sbatch, for the array and the merge alike. */
  readonly options: readonly string[];
  /** More options of `kvtrace run`. */
  readonly runOptions: readonly string[];
  /** How this program is started: Node and the bundled command line. */
  readonly program: readonly string[];
}

/** A script and how it is submitted; `sbatch` prints the job's number. */
export interface SlurmJob {
  readonly file: string;
  readonly script: string;
  /** Arguments of sbatch before the script. */
  readonly options: readonly string[];
}

/** Runs every shard; a task that Slurm starts again goes on where the first one ended. */
export function arrayJob(run: SlurmRun): SlurmJob {
  const { out, file, shards, workers, program, runOptions } = run;
  const command = [...program, "run", file, "--out", out, "--resume", "--workers", `${workers}`];
  const shard = `--shard "$SLURM_ARRAY_TASK_ID/${shards}"`;
  return {
    file: path.join(out, runFiles.slurm, "shards.sh"),
    script: scriptOf(`${shellWords([...command, ...runOptions])} ${shard}`),
    options: [
      ...sharedOptions(run, "shard-%a.log"),
      `--array=1-${shards}`,
      `--cpus-per-task=${workers}`,
    ],
  };
}

/**
 * Joins the shards when all of them have succeeded, and is given up where one has not.
 * @param arrayId number of the job of the shards
 */
export function mergeJob(run: SlurmRun, arrayId: string): SlurmJob {
  return {
    file: path.join(run.out, runFiles.slurm, "merge.sh"),
    script: scriptOf(shellWords([...run.program, "merge", run.out])),
    options: [
      ...sharedOptions(run, "merge.log"),
      `--dependency=afterok:${arrayId}`,
      "--kill-on-invalid-dep=yes",
    ],
  };
}

function sharedOptions({ name, out, partition, options }: SlurmRun, log: string): string[] {
  // Slurm takes % for the start of a number of its own.
  const logFolder = path.join(out, runFiles.slurm).replaceAll("%", "%%");
  return [
    "--parsable",
    `--job-name=kvtrace ${name}`,
    `--output=${path.join(logFolder, log)}`,
    ...(partition === undefined ? [] : [`--partition=${partition}`]),
    ...options,
  ];
}

function scriptOf(command: string): string {
  return `#!/bin/sh\nexec ${command}\n`;
}

/** Words as a shell reads them back. */
export function shellWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
}
