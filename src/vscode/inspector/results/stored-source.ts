import type * as vscode from "vscode";
import { resultsOfPlan, type KnownResults } from "../../../core/simulation/run/known-results";
import { handOver, isSameFile, type ResultSource } from "./result-source";

/**
 * The results of a stored run.
 * @param file as it is now; once it changes, the results are not those of the file any more
 */
export function storedSource(results: KnownResults, file: vscode.FileStat): ResultSource {
  return {
    find: (plan, document) => {
      const heads = isSameFile(document.file, file) ? resultsOfPlan(results, plan) : undefined;
      if (!heads) return undefined;
      return async (listener, signal) => {
        await handOver(heads, listener, signal);
        return true;
      };
    },
  };
}
