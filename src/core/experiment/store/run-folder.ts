import { readdir, rename, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { Cancelled } from "../../cancelled";
import { InputError, messageOf } from "../../errors";
import { exists } from "../../files/exists";
import { fileError } from "../../files/file-error";
import { isMissing, readTextIfThere, runFiles } from "./run-files";
import { isGone } from "./run-owner";
import { parseRunRecord, runRecordText, type RunRecord } from "./run-record";
import { UnitStore } from "./unit-store";
import { writeWholeFile } from "../../files/whole-file";

/** A folder that holds a run of an experiment, under way or ended. */
export interface RunFolder {
  readonly path: string;
  readonly record: RunRecord;
}

/** A run folder in a list, or why it cannot be opened. */
export type ListedRun = RunFolder | { readonly path: string; readonly error: InputError };

/** @throws InputError where the folder holds no run, or its record is damaged */
export async function openRunFolder(folder: string): Promise<RunFolder> {
  const file = path.join(folder, runFiles.record);
  const text = await readTextIfThere("run", file);
  if (text === undefined) throw new InputError("run", "the folder holds no run", { file: folder });
  const record = parseRunRecord(text, file);
  const isInterrupted = record.state === "running" && record.owner && isGone(record.owner);
  return { path: folder, record: isInterrupted ? { ...record, state: "interrupted" } : record };
}

/** The run folders directly in a folder, the newest first; none where there is no such folder. */
export async function listRuns(folder: string): Promise<ListedRun[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw fileError("runs", folder, error);
  }
  const listed: ListedRun[] = [];
  for (const name of names.sort()) {
    const run = path.join(folder, name);
    if (!(await exists(path.join(run, runFiles.record)))) continue;
    listed.push(
      await openRunFolder(run).catch((error: unknown) => {
        if (error instanceof InputError) return { path: run, error };
        throw error;
      }),
    );
  }
  const started = (run: ListedRun) => ("record" in run ? run.record.started : "");
  return listed.sort((one, other) => (started(one) < started(other) ? 1 : -1));
}

/**
 * Gives a run folder another name beside its own.
 * @returns its new path
 * @throws InputError when the name is none or taken, or the folder cannot be renamed
 */
export async function renameRunFolder(folder: string, name: string): Promise<string> {
  if (name.trim() === "" || name === "." || name === ".." || /[/\\:*?"<>|]/.test(name)) {
    throw new InputError("name", `${JSON.stringify(name)} cannot be the name of a folder`);
  }
  const target = path.join(path.dirname(path.resolve(folder)), name);
  if (await exists(target)) throw new InputError("name", "is taken", { file: target });
  try {
    await rename(folder, target);
  } catch (error) {
    throw fileError("run", folder, error);
  }
  return target;
}

/**
 * Deletes a run: the files that a run consists of, and the folder if nothing else is in it.
 * @throws InputError when the folder holds no run or cannot be deleted
 */
export async function deleteRunFolder(folder: string): Promise<void> {
  if (!(await exists(path.join(folder, runFiles.record)))) {
    throw new InputError("run", "the folder holds no run", { file: folder });
  }
  try {
    // The record last: what is left of an interrupted deletion is still a run.
    const { record, ...others } = runFiles;
    for (const name of [...Object.values(others), record]) {
      await rm(path.join(folder, name), { recursive: true, force: true });
    }
    if ((await readdir(folder)).length === 0) await rmdir(folder);
  } catch (error) {
    throw fileError("run", folder, error);
  }
}

/** @throws InputError when it cannot be written */
export async function writeRunRecord(folder: string, record: RunRecord): Promise<RunFolder> {
  await writeWholeFile(path.join(folder, runFiles.record), runRecordText(record), {
    makesFolder: true,
  });
  return { path: folder, record };
}

/** The absolute path of the experiment's file of a run, wherever the run's folder is by now. */
export function experimentOf({ path: folder, record }: RunFolder): string {
  return path.resolve(folder, record.experiment);
}

/**
 * Records that a run ended without results, and why, where that can be written: a full disk that
 * made a run fail may not take this either.
 */
export async function recordEnd({ path, record }: RunFolder, reason: unknown): Promise<void> {
  const end: Partial<RunRecord> =
    reason instanceof Cancelled
      ? { state: "cancelled" }
      : { state: "failed", failure: messageOf(reason) };
  try {
    await writeRunRecord(path, { ...record, ...end, owner: undefined });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}

/** The units of a run that is under way. */
export function unitsOf(folder: string): UnitStore {
  return new UnitStore(path.join(folder, runFiles.units));
}
