import * as vscode from "vscode";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { saveResults } from "../inspector/save-results";
import { needSession } from "./need-session";

/** Saves the results of the trace in front as CSV and says where; asks where to unless told. */
export async function exportResults(
  provider: InspectorProvider,
  target?: vscode.Uri,
): Promise<string | null> {
  const session = await needSession(provider);
  if (!session) return null;
  const path = await saveResults(session, target);
  if (path !== null) {
    const open = "Open";
    void vscode.window.showInformationMessage(`Results saved to ${path}`, open).then((choice) => {
      if (choice === open)
        void vscode.commands.executeCommand("vscode.open", vscode.Uri.file(path));
    });
  }
  return path;
}
