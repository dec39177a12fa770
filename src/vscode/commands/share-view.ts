import * as vscode from "vscode";
import type { Copied } from "../../shared/protocol";
import { copiedText } from "../inspector/answers/copied-text";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { findLinked } from "../inspector/links/find-linked";
import { nameOf } from "../inspector/links/trace-place";
import { parseViewLink } from "../inspector/links/view-link";
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
 * Opens the trace of a link with the link's view; where it is not found, asks where it is.
 * @param given the link; without it, the clipboard's
 */
export async function openLink(provider: InspectorProvider, given: unknown): Promise<void> {
  const link =
    given instanceof vscode.Uri
      ? given
      : vscode.Uri.parse(typeof given === "string" ? given : await vscode.env.clipboard.readText());
  const { place, viewOf } = parseViewLink(link);
  const open = provider.sessions.map(({ uri }) => uri);
  const found = await findLinked(place, open, (uri) => provider.openCustomDocument(uri));
  const file = found ?? (await askFor(nameOf(place)));
  if (!file) return;
  const session = await openSession(provider, file);
  session.setView(viewOf(session.header));
}

async function askFor(name: string): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: `Where is ${name}?`,
    openLabel: "Open with the Linked View",
    filters: { "KV traces": ["kvtrace"] },
  });
  return files?.at(0);
}
