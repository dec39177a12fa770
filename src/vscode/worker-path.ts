import * as vscode from "vscode";

/** The bundled worker thread of the extension. */
export function workerPath(extension: vscode.Uri): string {
  return vscode.Uri.joinPath(extension, "dist", "worker.mjs").fsPath;
}
