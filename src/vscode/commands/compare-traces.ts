import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { openSession } from "./need-session";

/**
 * Opens traces side by side, one editor group each.
 * @param clicked the file on which the menu was opened
 * @param selected all selected files
 * @throws InputError unless there are at least two
 */
export async function compareTraces(
  provider: InspectorProvider,
  clicked: unknown,
  selected: unknown,
): Promise<void> {
  const given: unknown[] = Array.isArray(selected) ? selected : [clicked];
  const traces = given.filter((uri) => uri instanceof vscode.Uri);
  if (traces.length < 2) {
    throw new InputError("traces", "select two .kvtrace files in the explorer");
  }
  const columns = [vscode.ViewColumn.One, vscode.ViewColumn.Two];
  for (const [index, column] of columns.entries()) {
    await openSession(provider, traces[index], column);
  }
}
