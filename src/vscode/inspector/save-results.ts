import * as vscode from "vscode";
import { InputError, messageOf } from "../../core/errors";
import { writeResultsCsv } from "../../core/report/csv";
import type { InspectorSession } from "./inspector-session";

/**
 * Saves the shown results as CSV, at `given` or where the user says.
 * Returns the path, or null when the user declined.
 * @throws InputError when there are no results yet or the file cannot be written
 */
export async function saveResults(
  session: InspectorSession,
  given?: vscode.Uri,
): Promise<string | null> {
  const { results } = session;
  if (!results || results.heads.length === 0) {
    throw new InputError("results", "there are none yet; run a simulation first");
  }
  const target = given ?? (await askTarget(session.document.uri));
  if (!target) return null;
  const text = writeResultsCsv(results.plan.runs, results.heads);
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    throw new InputError("export", messageOf(error));
  }
  return target.fsPath;
}

function askTarget(uri: vscode.Uri): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    defaultUri: uri.with({ path: `${uri.path.replace(/\.kvtrace$/, "")}.csv` }),
    filters: { "Comma-separated values": ["csv"] },
    title: "Export Results as CSV",
  });
}
