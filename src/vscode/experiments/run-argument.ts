import * as vscode from "vscode";
import { InputError } from "../../core/errors";

/**
 * The folder of a stored run that a command was given: a path, the URI of the folder, or an item of
 * the view Experiments.
 * @throws InputError where it is none of these
 */
export function runFolderOf(given: unknown): string {
  const folder = folderIn(given);
  if (folder === undefined) throw new InputError("run", "choose one in the view Experiments");
  return folder;
}

/** The folders of all runs that are selected, or else of those that a command was given. */
export function runFoldersOf(given: unknown, selected: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(selected)
    ? selected
    : Array.isArray(given)
      ? given
      : [given];
  return [...new Set(items.map(runFolderOf))];
}

function folderIn(given: unknown): string | undefined {
  if (typeof given === "string") return given;
  if (given instanceof vscode.Uri) return given.fsPath;
  if (typeof given !== "object" || given === null || !("run" in given)) return undefined;
  const { run } = given;
  const isRun = typeof run === "object" && run !== null && "path" in run;
  return isRun && typeof run.path === "string" ? run.path : undefined;
}
