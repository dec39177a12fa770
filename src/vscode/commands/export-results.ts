import * as vscode from "vscode";
import type { DataFormat, ImageFormat } from "../../shared/protocol";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { saveResults } from "../inspector/answers/save-results";
import { needSession } from "./need-session";
import { readArguments } from "./trace-argument";
import { plainMessage } from "../base/plain-message";

/** Saves the results of a trace and says where; asks where to unless told. Returns the path. */
export async function exportResults(
  provider: InspectorProvider,
  format: DataFormat,
  given: unknown,
): Promise<string | null> {
  const { trace, target } = readArguments(given);
  const session = await needSession(provider, trace);
  return session ? announce(await saveResults(session, format, target)) : null;
}

/** Saves a picture of the view of a trace and says where; asks where to unless told. */
export async function exportImage(
  provider: InspectorProvider,
  format: ImageFormat,
  given: unknown,
): Promise<string | null> {
  const { trace, target } = readArguments(given);
  const session = await needSession(provider, trace);
  return session ? announce(await session.drawImage(format, target)) : null;
}

function announce(path: string | null): string | null {
  if (path === null) return null;
  const open = "Open";
  void vscode.window
    .showInformationMessage(plainMessage(`Saved to ${path}`), open)
    .then((choice) => {
      if (choice === open)
        void vscode.commands.executeCommand("vscode.open", vscode.Uri.file(path));
    });
  return path;
}
