import * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import type { TraceHeader } from "../../../core/trace/trace";
import type { ViewState } from "../../../shared/protocol";
import { freshView } from "../page/fresh-view";
import { nameOf, placeOf, type TracePlace } from "./trace-place";
import { differenceOf, viewWith } from "./view-difference";

/**
 * Budget of the runs that a link says nothing of: that of the setting `kvtrace.budget` where nobody
 * changed it, so that a link means the same to everybody.
 */
export const linkBudget = 1024;

/** What a link leads to. */
export interface LinkedView {
  readonly place: TracePlace;
  /** The view, once the trace is open. */
  readonly viewOf: (header: TraceHeader) => ViewState;
}

/** A trace and how it is shown. */
export interface ShownView {
  readonly uri: vscode.Uri;
  readonly header: TraceHeader;
  readonly view: ViewState;
}

/**
 * A link that opens this view of this trace: `scheme://publisher.name/open?trace=...&view=...`. It
 * holds what differs from how the trace is shown at first. All values are in base64url, which no
 * program on the way has to escape.
 * @param extension identifier of this extension, publisher and name
 */
export function viewLink(extension: string, { uri, header, view }: ShownView): string {
  const difference = differenceOf(view, freshView(header, linkBudget));
  const query = Object.entries({
    ...queryOf(placeOf(uri, header)),
    view: JSON.stringify(difference),
  }).map(([name, text]) => `${name}=${Buffer.from(text).toString("base64url")}`);
  return `${vscode.env.uriScheme}://${extension}/open?${query.join("&")}`;
}

/** @throws InputError where the link is not one of ours: it may come from anywhere */
export function parseViewLink({ path, query }: vscode.Uri): LinkedView {
  const values = new URLSearchParams(query);
  const read = (name: string): string | undefined => {
    const value = values.get(name);
    return value === null ? undefined : Buffer.from(value, "base64url").toString();
  };
  const place = path === "/open" ? placeIn(read) : undefined;
  const text = read("view");
  if (place === undefined || text === undefined) {
    throw new InputError("link", "is not a link to a view of a trace");
  }
  if (!nameOf(place).endsWith(".kvtrace")) {
    throw new InputError("link", "leads to a file that is not a .kvtrace file");
  }
  const given = parseView(text, place);
  return { place, viewOf: (header) => viewWith(given, freshView(header, linkBudget)) };
}

function queryOf(place: Exclude<TracePlace, { kind: "file" }>): Readonly<Record<string, string>> {
  return place.kind === "workspace"
    ? { trace: place.path }
    : { name: place.name, mark: place.fingerprint };
}

function placeIn(read: (name: string) => string | undefined): TracePlace | undefined {
  const [path, name, fingerprint, file] = ["trace", "name", "mark", "file"].map(read);
  if (path !== undefined) {
    if (path.split("/").includes("..") || path.startsWith("/")) {
      throw new InputError("link", "leads out of the folders of the workspace");
    }
    return { kind: "workspace", path };
  }
  if (name !== undefined && fingerprint !== undefined) {
    return { kind: "elsewhere", name, fingerprint };
  }
  // Links of the first version name the file where it lay, and hold the view whole.
  return file === undefined ? undefined : { kind: "file", uri: parseUri(file) };
}

function parseUri(text: string): vscode.Uri {
  try {
    return vscode.Uri.parse(text);
  } catch {
    throw new InputError("link", "its file is no address");
  }
}

function parseView(text: string, { kind }: TracePlace): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError("link", "its view is not JSON");
  }
  if (kind === "file" && isObject(value) && "view" in value) value = value.view;
  if (!isObject(value)) throw new InputError("link", "its view is not a JSON object");
  return value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
