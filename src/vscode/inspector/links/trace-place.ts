import { createHash } from "node:crypto";
import { basename, posix } from "node:path";
import * as vscode from "vscode";
import { canonicalJson } from "../../../core/same-value";
import type { TraceHeader } from "../../../core/trace/trace";

/** Where a link says that its trace lies. */
export type TracePlace =
  /** Below a folder of the workspace; the path has `/` between its names. */
  | { readonly kind: "workspace"; readonly path: string }
  | { readonly kind: "elsewhere"; readonly name: string; readonly fingerprint: string }
  | { readonly kind: "file"; readonly uri: vscode.Uri };

/** Says where a trace lies in a way that holds on another machine, too. */
export function placeOf(
  uri: vscode.Uri,
  header: TraceHeader,
): Exclude<TracePlace, { kind: "file" }> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder
    ? { kind: "workspace", path: posix.relative(folder.uri.path, uri.path) }
    : { kind: "elsewhere", name: basename(uri.path), fingerprint: fingerprintOf(header) };
}

/** Name of the file that a link leads to. */
export function nameOf(place: TracePlace): string {
  if (place.kind === "elsewhere") return place.name;
  return basename(place.kind === "workspace" ? place.path : place.uri.path);
}

/**
 * Tells traces of the same name apart by what their headers say, in 12 characters: a trace that was
 * recorded anew in the same way keeps it, since its views still fit.
 */
export function fingerprintOf(header: TraceHeader): string {
  return createHash("sha256").update(canonicalJson(header)).digest("base64url").slice(0, 12);
}
