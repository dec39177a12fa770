import type * as vscode from "vscode";
import { Latest } from "../../../shared/latest";
import type { TraceFile } from "../trace/trace-document";
import type { ResultSource } from "./result-source";
import { storedSource, type ReadableResults } from "./stored-source";

/** The stored results that a page was asked to show: at most one run's at a time. */
export class StoredPlace implements vscode.Disposable {
  readonly #taking = new Latest();
  #shown: { readonly results: ReadableResults; readonly source: ResultSource } | undefined;

  /** Undefined where the page was asked for none. */
  get source(): ResultSource | undefined {
    return this.#shown?.source;
  }

  /**
   * Takes results in place of those before, which are closed. The page is to be told of them at
   * once then: what it asked for until now is not theirs.
   * @param prepare finds the file as it is now, and what else they are shown with
   * @returns what was prepared; undefined where others were taken meanwhile, or nobody looks any
   *   more, so that these are closed
   * @throws what keeps them from being prepared
   */
  async take<Prepared extends { readonly file: TraceFile }>(
    results: ReadableResults,
    prepare: () => Promise<Prepared>,
  ): Promise<Prepared | undefined> {
    const outcome = await this.#taking.ask(prepare);
    if (outcome.kind === "complete") {
      this.#close();
      this.#shown = { results, source: storedSource(results, outcome.answer.file) };
      return outcome.answer;
    }
    await results.close();
    if (outcome.kind === "failed") throw outcome.error;
    return undefined;
  }

  dispose(): void {
    this.#taking.cancel();
    this.#close();
  }

  #close(): void {
    void this.#shown?.results.close();
    this.#shown = undefined;
  }
}
