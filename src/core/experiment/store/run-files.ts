import { readFile } from "node:fs/promises";
import { fileError } from "../../files/file-error";

/** What lies in a run folder. */
export const runFiles = {
  record: "run.json",
  /** The experiment as it was given. */
  experiment: "experiment.kvsim.json",
  steps: "steps.parquet",
  loads: "loads.parquet",
  runs: "runs.parquet",
  /** Folder of the units of a run that is under way. */
  units: "units",
  /** Folder of what its shards tell of themselves. */
  shards: "shards",
  /** Folder of the scripts and logs of a run on a cluster. */
  slurm: "slurm",
} as const;

/** The text of a file; undefined where there is none. @throws InputError if it cannot be read */
export async function readTextIfThere(field: string, file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileError(field, file, error);
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
