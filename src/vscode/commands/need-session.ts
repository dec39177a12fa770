import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { InspectorSession } from "../inspector/inspector-session";
import { inspectorViewType } from "../inspector/inspector-provider";

/** The longest that the editor takes to open a tab. */
const openingLimit = 20_000;

/**
 * The trace page that a command is about: that of `trace`, else the one in front, else one that
 * the user now picks a file for. Undefined when they decline.
 */
export async function needSession(
  provider: InspectorProvider,
  trace?: vscode.Uri,
): Promise<InspectorSession | undefined> {
  if (trace) return openSession(provider, trace);
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
    if (uri) return openSession(provider, uri);
  }
  return provider.active;
}

/** The page of a trace, in front of the user; opens it where it is not open. */
export async function openSession(
  provider: InspectorProvider,
  uri: vscode.Uri,
  column?: vscode.ViewColumn,
): Promise<InspectorSession> {
  const find = () =>
    [provider.active, ...provider.sessions].find(
      (session) => session?.document.uri.toString() === uri.toString(),
    );
  await vscode.commands.executeCommand("vscode.openWith", uri, inspectorViewType, column);
  const found = find() ?? (await opened(provider, find));
  if (found) return found;
  throw new InputError("trace", "the editor did not open it", { file: uri.fsPath });
}

/** The editor builds a page after it has opened its tab. */
async function opened(
  provider: InspectorProvider,
  find: () => InspectorSession | undefined,
): Promise<InspectorSession | undefined> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      listener.dispose();
      resolve(find());
    };
    const timer = setTimeout(end, openingLimit);
    const listener = provider.onDidOpen(() => {
      if (find()) end();
    });
  });
}
