import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { openSession } from "./need-session";

/**
 * Opens one trace and sets another beside it in its Trade-off view: the two that are selected in the
 * explorer, or the one in front and one that the user picks.
 * @param clicked the file on which the menu was opened
 * @param selected all selected files
 * @throws InputError unless there are two; whatever keeps the second from being opened
 */
export async function compareTraces(
  provider: InspectorProvider,
  clicked: unknown,
  selected: unknown,
): Promise<void> {
  const given: unknown[] = Array.isArray(selected) ? selected : [clicked];
  const uris = given.filter((uri) => uri instanceof vscode.Uri);
  const traces = uris.length === 0 ? await askPair(provider) : uris;
  if (!traces) return;
  if (traces.length !== 2) {
    throw new InputError(
      "traces",
      `${traces.length} given; select two .kvtrace files in the explorer`,
    );
  }
  const [first, second] = traces;
  const session = await openSession(provider, first);
  await session.compareWith(second);
  session.tell({ kind: "show", view: "trade-off" });
}

/** The first trace is that in front, or picked with the second. */
async function askPair(provider: InspectorProvider): Promise<readonly vscode.Uri[] | undefined> {
  const first = provider.active?.document.uri;
  const picked = await vscode.window.showOpenDialog({
    title: "Compare KV Traces",
    openLabel: "Compare",
    canSelectMany: !first,
    filters: { "KV traces": ["kvtrace"] },
    ...(first ? { defaultUri: vscode.Uri.joinPath(first, "..") } : {}),
  });
  return first && picked ? [first, ...picked] : picked;
}
