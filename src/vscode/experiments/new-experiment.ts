import path from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import { experimentText } from "../../core/experiment/definition/write-experiment";
import type { InspectorSession } from "../inspector/inspector-session";
import {
  readDeviceFiles,
  readUserSettings,
  runWithUserSettings,
} from "../inspector/page/user-settings";
import { writeWhole } from "../inspector/answers/write-whole";

/**
 * Makes an experiment of what an inspector shows: its trace, layer and runs. It is opened beside its trace,
 * to be changed and saved, or written to `target`.
 */
export async function newExperiment(
  session: InspectorSession,
  target?: vscode.Uri,
): Promise<vscode.Uri> {
  const trace = session.document.uri;
  const view = session.expectedView;
  if (trace.scheme !== "file") {
    throw new InputError("trace", "must be on a local disk to make an experiment of it");
  }
  const file = target ?? (await freeName(trace));
  const folder = path.dirname(file.fsPath);
  const settings = await readUserSettings(trace);
  const deviceFiles = await ownDevices(trace);
  const text = experimentText({
    name: path.basename(file.fsPath).replace(/\.kvsim\.json$/, ""),
    trace: relativeTo(folder, trace.fsPath),
    layer: view.layer,
    runs: view.runs.map((run) => runWithUserSettings(run, settings)),
    deviceName: (device) => {
      const own = deviceFiles.get(device);
      return own === undefined ? device : relativeTo(folder, own);
    },
  });
  if (target) {
    await writeWhole(target, [text]);
    return target;
  }
  const untitled = file.with({ scheme: "untitled" });
  const document = await vscode.workspace.openTextDocument(untitled);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(untitled, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
  return untitled;
}

/** A name that neither a file nor an open editor has: beside the trace, if that is in the workspace. */
async function freeName(trace: vscode.Uri): Promise<vscode.Uri> {
  const beside = vscode.Uri.joinPath(trace, "..");
  const isWithin = vscode.workspace.getWorkspaceFolder(trace) !== undefined;
  const folder = isWithin ? beside : (vscode.workspace.workspaceFolders?.[0].uri ?? beside);
  const stem = path.basename(trace.path).replace(/\.kvtrace$/, "");
  for (let number = 1; ; number++) {
    const name = `${stem}${number === 1 ? "" : `-${number}`}.kvsim.json`;
    const uri = vscode.Uri.joinPath(folder, name);
    const isOpen = vscode.workspace.textDocuments.some(
      ({ uri: { path: open } }) => open === uri.path,
    );
    const isThere = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isOpen && !isThere) return uri;
  }
}

/** Files of the user's own devices, by the devices' names. */
async function ownDevices(trace: vscode.Uri): Promise<Map<string, string>> {
  const files = await readDeviceFiles(trace);
  return new Map(files.map(({ uri, device }) => [device.name, uri.fsPath]));
}

function relativeTo(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join("/");
}
