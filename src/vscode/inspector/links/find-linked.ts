import * as vscode from "vscode";
import type { TraceDocument } from "../trace/trace-document";
import { fingerprintOf, nameOf, type TracePlace } from "./trace-place";

/** Files of one name that are looked into, at most. */
const mostCandidates = 20;

/**
 * The trace that a link leads to; one that is not where the link says, as on somebody else's
 * machine, is looked for by its name.
 * @param open files that are open, wherever they lie
 * @param openDocument opens a file that may be it
 * @returns undefined where it is not found
 */
export async function findLinked(
  place: TracePlace,
  open: readonly vscode.Uri[],
  openDocument: (uri: vscode.Uri) => Promise<TraceDocument>,
): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const named =
    place.kind === "file"
      ? [place.uri]
      : place.kind === "workspace"
        ? folders.map(({ uri }) => vscode.Uri.joinPath(uri, place.path))
        : [];
  for (const uri of named) if (await exists(uri)) return uri;
  const name = nameOf(place);
  const literal = name.replace(/[[\]{}*?]/g, (character) => `[${character}]`);
  const found = [
    ...open.filter(({ path }) => path.endsWith(`/${name}`)),
    ...(await vscode.workspace.findFiles(`**/${literal}`, undefined, mostCandidates)),
  ];
  if (place.kind !== "elsewhere") return found.at(0);
  for (const uri of found) {
    if (hasFingerprint(await openDocument(uri), place.fingerprint)) return uri;
  }
  return undefined;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** False for a file that cannot be read, too. */
function hasFingerprint(document: TraceDocument, fingerprint: string): boolean {
  const { state } = document;
  const fits = state.kind === "open" && fingerprintOf(state.trace.header) === fingerprint;
  document.dispose();
  return fits;
}
