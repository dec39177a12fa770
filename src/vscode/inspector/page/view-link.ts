import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import type { ViewState } from "../../../shared/protocol";
import { parseViewText, viewText } from "./view-text";

/** What a link leads to. */
export interface LinkedView {
  readonly file: vscode.Uri;
  readonly view: ViewState;
}

/**
 * A link that opens this view of this file: `scheme://publisher.name/open?file=...&view=...`.
 * Both values are in base64url, which no program on the way has to escape.
 * @param extension identifier of this extension, publisher and name
 */
export function viewLink(extension: string, { file, view }: LinkedView): string {
  const query = new URLSearchParams({
    file: encode(file.toString()),
    view: encode(viewText(basename(file.path), view)),
  });
  return `${vscode.env.uriScheme}://${extension}/open?${query.toString()}`;
}

/** @throws InputError where the link is not one of ours: it may come from anywhere */
export function parseViewLink({ path, query }: vscode.Uri): LinkedView {
  const values = new URLSearchParams(query);
  const [file, view] = [values.get("file"), values.get("view")];
  if (path !== "/open" || file === null || view === null) {
    throw new InputError("link", "is not a link to a view of a trace");
  }
  const uri = vscode.Uri.parse(decode(file));
  if (!uri.path.endsWith(".kvtrace")) {
    throw new InputError("link", "leads to a file that is not a .kvtrace file");
  }
  return { file: uri, view: parseViewText(decode(view)) };
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64url");
}

function decode(text: string): string {
  return Buffer.from(text, "base64url").toString();
}
