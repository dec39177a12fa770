import * as vscode from "vscode";
import { inspectorViewType } from "../inspector/inspector-provider";

/** Opens the real trace that comes with the extension. */
export async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const sample = vscode.Uri.joinPath(context.extensionUri, "media", "samples", "oz-small.kvtrace");
  await vscode.commands.executeCommand("vscode.openWith", sample, inspectorViewType);
}
