import type * as vscode from "vscode";
import type { TraceFile } from "../trace/trace-document";
import type { ResultSource } from "./result-source";
import { storedSource, type ReadableResults } from "./stored-source";

/** The stored results that a page was asked to show: at most one run's at a time. */
export class StoredPlace implements vscode.Disposable {
  #shown: { readonly results: ReadableResults; readonly source: ResultSource } | undefined;

  /** Undefined where the page was asked for none. */
  get source(): ResultSource | undefined {
    return this.#shown?.source;
  }

  /**
   * Takes results in place of those before, which are closed.
   * @param file as it is now
   */
  take(results: ReadableResults, file: TraceFile): void {
    this.dispose();
    this.#shown = { results, source: storedSource(results, file) };
  }

  dispose(): void {
    void this.#shown?.results.close();
    this.#shown = undefined;
  }
}
