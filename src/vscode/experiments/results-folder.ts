import path from "node:path";
import * as vscode from "vscode";
import { exists } from "../../core/files/exists";
import { locate } from "../base/locate";
import { setting } from "../base/settings";

/** Where the runs of an experiment are stored. */
export function resultsFolder(experiment: vscode.Uri): string {
  return locate(setting("resultsFolder", experiment), experiment).fsPath;
}

/** Where runs of experiments of the workspace are stored, each folder once. */
export function resultsFolders(experiments: readonly vscode.Uri[]): string[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
    resultsFolder(vscode.Uri.joinPath(uri, "any.kvsim.json")),
  );
  return [...new Set([...folders, ...experiments.map(resultsFolder)])];
}

/** Whether a file lies among stored runs. */
export function isWithinResults(uri: vscode.Uri): boolean {
  const relative = path.relative(resultsFolder(uri), uri.fsPath);
  return !relative.startsWith("..") && !path.isAbsolute(relative);
}

/**
 * A folder for a new run of an experiment, which is not there yet: the experiment's name and the time,
 * `budgets 2026-03-01 14.05.09`.
 */
export async function newRunFolder(
  experiment: vscode.Uri,
  name: string,
  now: Date,
): Promise<string> {
  const number = (value: number) => String(value).padStart(2, "0");
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(number).join("-");
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(number).join(".");
  // Characters that some file system has other uses for.
  const allowed = name.replace(/[/\\:*?"<>|]/g, "-").slice(0, 80);
  const folder = path.join(resultsFolder(experiment), `${allowed} ${day} ${time}`);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? folder : `${folder} (${number})`;
    if (!(await exists(candidate))) return candidate;
  }
}
