import { setImmediate as turn } from "node:timers/promises";
import type * as vscode from "vscode";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import { resultsOfPlan, type KnownResults } from "../../../core/simulation/run/known-results";
import { Cancelled } from "../../../core/cancelled";
import type { HeadResult } from "../../../core/simulation/run/result";

/** Results that are there already, for a page to take over instead of simulating. */
export class ResultsOffer {
  /** The page was told of them. */
  isTold = false;
  #end: () => void = () => undefined;
  /** The page shows them, or never will. */
  readonly ended = new Promise<void>((resolve) => (this.#end = resolve));

  /** @param file as it is now; once it changes, the results are not those of the file any more */
  constructor(
    readonly results: KnownResults,
    private readonly file: vscode.FileStat,
  ) {}

  /** The results of a plan, where these have them. */
  of(plan: SimulationPlan, { size, mtime }: vscode.FileStat): HeadResult[] | undefined {
    const isSame = size === this.file.size && mtime === this.file.mtime;
    return isSame ? resultsOfPlan(this.results, plan) : undefined;
  }

  end(): void {
    this.#end();
  }
}

/**
 * Hands results over head by head and lets others have their turn in between.
 * @throws Cancelled after `signal` aborts
 */
export async function replay(
  heads: readonly HeadResult[],
  onResults: (heads: readonly HeadResult[]) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const head of heads) {
    if (signal.aborted) throw new Cancelled();
    onResults([head]);
    await turn();
  }
}
