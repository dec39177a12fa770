import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { InputError, messageOf } from "../core/errors";
import { parseExperiment } from "../core/experiment/definition/parse-experiment";
import { runExperiment } from "../core/experiment/run/run-experiment";
import type { RunFolder } from "../core/experiment/store/run-folder";
import { describeShard, parseShard, type Shard } from "../core/experiment/shards/shard";
import type { RunProgress } from "../core/experiment/run/simulate-units";
import { UnitCache } from "../core/experiment/cache/unit-cache";
import { SimulationPool } from "../core/simulation/threads/pool";
import { interruptible } from "./interruptible";
import { wholeNumber } from "./options/option-values";
import { ProgressLines, clearProgress } from "./output/progress";
import { reportOutcome } from "./output/report-outcome";
import { submitToSlurm, type SlurmOptions } from "./slurm";

interface RunCommandOptions {
  readonly out: string;
  readonly workers?: number;
  readonly shard?: Shard;
  readonly resume?: boolean;
  /** A folder; true for the usual one, false for none. */
  readonly cache: string | boolean;
  readonly json?: boolean;
  readonly slurm?: boolean;
  readonly shards?: number;
  readonly partition?: string;
  readonly sbatch?: string[];
  readonly dryRun?: boolean;
}

/** `kvtrace run FILE --out DIR`: runs an experiment and keeps its results as tables. */
export function registerRun(program: Command): void {
  program
    .command("run")
    .description("run an experiment and keep its results as Parquet tables")
    .argument("<file>", "a .kvsim.json file")
    .requiredOption("--out <folder>", "the run's folder")
    .option("--workers <n>", "worker threads; of each task with --slurm", wholeNumber("--workers"))
    .option(
      "--shard <i/n>",
      "only the i-th of n parts; `kvtrace merge` joins them",
      (text: string) => parseShard("--shard", text),
    )
    .option("--resume", "continue a run that was interrupted")
    .option("--cache <folder>", "where results of all runs are kept; default: the user's cache")
    .option("--no-cache", "neither take results of earlier runs nor keep them for later ones")
    .option("--json", "print the outcome as JSON")
    .option("--slurm", "submit the shards to Slurm as a job array, and their merge behind it")
    .option(
      "--shards <n>",
      "with --slurm: tasks of the array; default: one a head, at most 64",
      wholeNumber("--shards"),
    )
    .option("--partition <name>", "with --slurm: where the jobs run")
    .option(
      "--sbatch <option>",
      "with --slurm: an option for sbatch such as --time=2:00:00; may be given again",
      (option: string, before?: string[]) => [...(before ?? []), option],
    )
    .option("--dry-run", "with --slurm: print the scripts and commands, submit nothing")
    .action(run);
}

async function run(file: string, options: RunCommandOptions): Promise<void> {
  const text = await readExperiment(file);
  const experiment = parseExperiment(text, file);
  checkSlurmOptions(options);
  if (options.slurm) {
    const target = { file, text, out: options.out, resume: options.resume ?? false };
    await submitToSlurm(experiment, target, slurmOptions(options)).catch((error: unknown) => {
      throw asOption(error);
    });
    return;
  }
  const workers = options.workers ?? availableParallelism();
  const pool = new SimulationPool(path.join(__dirname, "worker.mjs"), workers);
  const lines = new ProgressLines();
  let progress: RunProgress | undefined;
  const simulate = (signal: AbortSignal) =>
    runExperiment(experiment, {
      file,
      text,
      out: options.out,
      resume: options.resume ?? false,
      shard: options.shard,
      pool,
      parallel: workers,
      cache: cacheOf(options.cache),
      signal,
      listener: {
        onNotice: (notice) => lines.tell(notice),
        onProgress: (now) => {
          progress = now;
          const reused = now.reused > 0 ? `, ${now.reused} found` : "";
          lines.show("simulating", now.share, ` (${now.done} of ${now.units} units${reused})`);
        },
      },
    });
  let folder: RunFolder;
  try {
    folder = await interruptible(simulate, "interrupted; --resume continues the run");
  } catch (error) {
    throw asOption(error);
  } finally {
    clearProgress();
    await pool.dispose();
  }
  if (options.shard) {
    process.stderr.write(`kvtrace: finished shard ${describeShard(options.shard)}\n`);
  } else {
    await reportOutcome(folder, { json: options.json ?? false, progress });
  }
}

/** @throws InputError where an option is given that means nothing beside the others */
function checkSlurmOptions(options: RunCommandOptions): void {
  const own = {
    shards: "--shards",
    partition: "--partition",
    sbatch: "--sbatch",
    dryRun: "--dry-run",
  };
  for (const [name, option] of Object.entries(own)) {
    if (name in options && !options.slurm) {
      throw new InputError(option, "means something only with --slurm");
    }
  }
  if (options.slurm && options.shard) {
    throw new InputError("--shard", "is chosen by Slurm; --shards tells how many there are");
  }
}

function slurmOptions(options: RunCommandOptions): SlurmOptions {
  const { cache } = options;
  return {
    shards: options.shards,
    // Heads are spread over tasks before they are spread over threads.
    workers: options.workers ?? 1,
    partition: options.partition,
    sbatch: options.sbatch ?? [],
    runOptions:
      cache === false
        ? ["--no-cache"]
        : typeof cache === "string"
          ? ["--cache", path.resolve(cache)]
          : [],
    dryRun: options.dryRun ?? false,
    json: options.json ?? false,
  };
}

async function readExperiment(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new InputError("file", messageOf(error));
  }
}

function cacheOf(cache: string | boolean): UnitCache | undefined {
  if (cache === false) return undefined;
  return typeof cache === "string" ? new UnitCache(cache) : new UnitCache();
}

/** The same error, about the option that gave the folder. */
function asOption(error: unknown): unknown {
  if (!(error instanceof InputError) || error.field !== "out") return error;
  return new InputError("--out", error.reason, error.place);
}
