import * as vscode from "vscode";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { InspectorSession } from "../inspector/inspector-session";
import { inspectorViewType } from "../inspector/inspector-provider";

/**
 * The trace page that a command is about: the one in front, or one that the user now picks a file
 * for. Undefined when they decline.
 */
export async function needSession(
  provider: InspectorProvider,
): Promise<InspectorSession | undefined> {
  if (provider.active) return provider.active;
  const open = "Open Trace…";
  const sample = "Open Sample";
  const choice = await vscode.window.showInformationMessage(
    "Open a .kvtrace file first.",
    open,
    sample,
  );
  if (choice === sample) await vscode.commands.executeCommand("kvtrace.openSample");
  if (choice === open) {
    const uris = await vscode.window.showOpenDialog({ filters: { "KV traces": ["kvtrace"] } });
    const uri = uris?.at(0);
    if (uri) await vscode.commands.executeCommand("vscode.openWith", uri, inspectorViewType);
  }
  return provider.active;
}
