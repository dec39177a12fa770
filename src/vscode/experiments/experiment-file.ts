import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import { isWithinResults } from "./results-folder";

/** Files that describe experiments. */
export const experimentPattern = "**/*.kvsim.json";

/** Selects the same files in the editor. */
export const experimentSelector: vscode.DocumentSelector = { pattern: experimentPattern };

/** Experiments listed at most. */
const mostExperiments = 1000;

export function isExperiment(uri: vscode.Uri): boolean {
  return uri.path.endsWith(".kvsim.json");
}

/** The experiments of the workspace, by path; the copies that runs keep are left out. */
export async function findExperiments(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(experimentPattern, undefined, mostExperiments);
  return found.filter((uri) => !isWithinResults(uri)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The experiment that a command is about: `given`, else the one in front, else one that the user picks.
 * Undefined when they decline.
 * @throws InputError when the workspace has none
 */
export async function needExperiment(given?: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (given) return given;
  const front = vscode.window.activeTextEditor?.document.uri;
  if (front && isExperiment(front)) return front;
  const found = await findExperiments();
  if (found.length === 0) {
    throw new InputError("experiment", "there is no .kvsim.json file in this workspace");
  }
  if (found.length === 1) return found[0];
  const picked = await vscode.window.showQuickPick(
    found.map((uri) => ({
      label: basename(uri.path),
      description: vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, "..")),
      uri,
    })),
    { title: "Run Experiment", placeHolder: "Experiment to run" },
  );
  return picked?.uri;
}
