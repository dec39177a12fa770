import { InputError } from "../../../core/errors";
import { summaryMarkdown } from "../../../core/report/markdown";
import type { Copied } from "../../../shared/protocol";
import { needResults } from "./save-results";
import { viewLink } from "../links/view-link";
import { viewText } from "../page/view-text";
import type { ShownTrace } from "./shown-trace";

/**
 * What a page gives to the clipboard.
 * @param extension identifier of this extension
 * @throws InputError where the page does not show that yet
 */
export function copiedText(shown: ShownTrace, what: Copied, extension: string): string {
  const { uri, name, view } = shown;
  if (what === "summary") {
    const { plan, heads } = needResults(shown);
    return summaryMarkdown(name, plan, heads);
  }
  if (!view) throw new InputError("view", "the page shows no trace yet");
  return what === "view"
    ? viewText(name, view)
    : viewLink(extension, { uri, header: shown.header, view });
}
