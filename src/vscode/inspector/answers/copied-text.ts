import { InputError } from "../../../core/errors";
import { summaryMarkdown } from "../../../core/report/markdown";
import type { Copied } from "../../../shared/protocol";
import type { InspectorSession } from "../inspector-session";
import { needResults } from "./save-results";
import { viewLink } from "../page/view-link";
import { viewText } from "../page/view-text";

/**
 * What a page gives to the clipboard.
 * @param extension identifier of this extension
 * @throws InputError where the page does not show that yet
 */
export function copiedText(session: InspectorSession, what: Copied, extension: string): string {
  const { document, name, view } = session;
  if (what === "summary") {
    const { plan, heads } = needResults(session);
    return summaryMarkdown(name, plan, heads);
  }
  if (!view) throw new InputError("view", "the page shows no trace yet");
  return what === "view" ? viewText(name, view) : viewLink(extension, { file: document.uri, view });
}
