import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { setting } from "./settings";

/** The bundled worker thread of the extension. */
export function workerPath(extension: vscode.Uri): string {
  return vscode.Uri.joinPath(extension, "dist", "worker.mjs").fsPath;
}

/** The bundled thread that runs and reads experiments. */
export function experimentThreadPath(extension: vscode.Uri): string {
  return vscode.Uri.joinPath(extension, "dist", "experiment.mjs").fsPath;
}

/** Threads that simulate, as the user's settings say. */
export function workerCount(): number {
  const wanted = setting("workers");
  return wanted === 0 ? Math.max(1, availableParallelism() - 1) : wanted;
}
