import type * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import type { KnownResults } from "../../../core/simulation/run/known-results";
import { resultsCsvParts } from "../../../core/report/csv";
import { resultsJsonParts } from "../../../core/report/json";
import type { DataFormat } from "../../../shared/protocol";
import { askTarget } from "./ask-target";
import type { ShownTrace } from "./shown-trace";
import { writeWhole } from "./write-whole";

/** The results of a page, of the runs that its trace can serve. @throws InputError while there are none */
export function needResults({ results }: Pick<ShownTrace, "results">): KnownResults {
  if (results && results.heads.length > 0) return results.served;
  throw new InputError("results", "there are none yet; run a simulation first");
}

/**
 * Saves the shown results, at `given` or where the user says.
 * Returns the path, or null when the user declined.
 * @throws InputError when there are no results yet or the file cannot be written
 */
export async function saveResults(
  shown: Omit<ShownTrace, "view">,
  format: DataFormat,
  given?: vscode.Uri,
): Promise<string | null> {
  const { plan, heads } = needResults(shown);
  const { uri, name } = shown;
  const target = await askTarget(uri, format, given);
  if (!target) return null;
  const parts =
    format === "csv" ? resultsCsvParts(plan.runs, heads) : resultsJsonParts(name, plan, heads);
  await writeWhole(target, parts);
  return target.fsPath;
}
