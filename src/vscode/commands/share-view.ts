import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { Copied } from "../../shared/protocol";
import { copiedText } from "../inspector/answers/copied-text";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { parseViewLink } from "../inspector/page/view-link";
import { parseViewText } from "../inspector/page/view-text";
import { needSession, openSession } from "./need-session";
import { readArguments } from "./trace-argument";

/** Puts figures or the view of a trace into the clipboard; returns the text. */
export async function copyFromView(
  provider: InspectorProvider,
  what: Copied,
  extensionId: string,
  given: unknown,
): Promise<string | undefined> {
  const session = await needSession(provider, readArguments(given).trace);
  if (!session) return undefined;
  const text = copiedText(session, what, extensionId);
  await vscode.env.clipboard.writeText(text);
  return text;
}

/**
 * Shows the trace in front as a copied view says.
 * @param given the JSON text; without it, the clipboard's
 */
export async function applyView(provider: InspectorProvider, given: unknown): Promise<void> {
  const text = typeof given === "string" ? given : await vscode.env.clipboard.readText();
  const view = parseViewText(text);
  const session = await needSession(provider);
  session?.reveal();
  session?.setView(view);
}

/**
 * Opens the file of a link with the link's view. A file that is not where the link says, as on
 * somebody else's machine, is looked for in the workspace by its name.
 * @param given the link; without it, the clipboard's
 */
export async function openLink(provider: InspectorProvider, given: unknown): Promise<void> {
  const link =
    given instanceof vscode.Uri
      ? given
      : vscode.Uri.parse(typeof given === "string" ? given : await vscode.env.clipboard.readText());
  const { file, view } = parseViewLink(link);
  const session = await openSession(provider, await locate(file));
  session.setView(view);
}

async function locate(file: vscode.Uri): Promise<vscode.Uri> {
  try {
    await vscode.workspace.fs.stat(file);
    return file;
  } catch {
    const name = basename(file.path);
    const literal = name.replace(/[[\]{}*?]/g, (character) => `[${character}]`);
    const found = (await vscode.workspace.findFiles(`**/${literal}`, undefined, 1)).at(0);
    if (found) return found;
    throw new InputError("link", "its file is neither there nor in this workspace", { file: name });
  }
}
