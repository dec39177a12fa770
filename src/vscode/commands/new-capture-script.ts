import { basename } from "node:path";
import * as vscode from "vscode";

const scriptName = "capture.py";
const recorderName = "kvtrace_recorder.py";

/** What a script may give instead of being asked. */
export interface CaptureArguments {
  /** Where the script is saved. */
  readonly target?: vscode.Uri;
}

/**
 * Saves a script that records a trace, with the recorder that it imports beside it, and opens it.
 * @returns the script; undefined where the user declined
 */
export async function newCaptureScript(
  extension: vscode.Uri,
  given: CaptureArguments = {},
): Promise<vscode.Uri | undefined> {
  const target = given.target ?? (await askTarget());
  if (!target) return undefined;
  const source = vscode.Uri.joinPath(extension, "media", "recorder");
  // Whoever chose a file that is there has agreed to its being replaced; nobody asked of the recorder.
  const copy = async (name: string, to: vscode.Uri): Promise<void> => {
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(source, name), to, { overwrite: true });
  };
  const recorder = vscode.Uri.joinPath(target, "..", recorderName);
  if (await mayReplace(recorder, vscode.Uri.joinPath(source, recorderName))) {
    await copy(recorderName, recorder);
  }
  await copy(scriptName, target);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(target));
  return target;
}

async function askTarget(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: `Save Capture Script, and ${recorderName} Beside It`,
    saveLabel: "Save Both",
    filters: { Python: ["py"] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, scriptName) } : {}),
  });
}

/** Asks only where a file is there that holds something else. */
async function mayReplace(file: vscode.Uri, by: vscode.Uri): Promise<boolean> {
  const there = await vscode.workspace.fs.readFile(file).then(decode, () => undefined);
  if (there === undefined || there === decode(await vscode.workspace.fs.readFile(by))) return true;
  const replace = "Replace";
  const question = `${basename(file.path)} is there already, and differs from this version's.`;
  return (await vscode.window.showWarningMessage(question, replace, "Keep")) === replace;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
