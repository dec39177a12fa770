import { setImmediate as turn } from "node:timers/promises";
import { Cancelled } from "../../../core/cancelled";
import type { HeadResult } from "../../../core/simulation/run/result";
import type { SimulationListener } from "../../../core/simulation/threads/pool";
import type { OpenDocument } from "../trace/trace-document";
import type { WantedResults } from "./wanted-results";

/**
 * Brings all results that are wanted; others may come, too.
 * @returns false where the source cannot bring them after all, and has brought none
 * @throws Cancelled after `signal` aborts
 */
type BringResults = (listener: SimulationListener, signal: AbortSignal) => Promise<boolean>;

/** Where the results that a page asks for may come from. A page asks its sources in order. */
export interface ResultSource {
  /** Whether the trace is to keep what it brings: it is what simulating gives now. */
  readonly isKept: boolean;
  /**
   * Says at once whether it has the results that are wanted on a trace as it is now.
   * @returns undefined where it has not
   */
  find(wanted: WantedResults, document: OpenDocument): BringResults | undefined;
}

/**
 * Hands results over that are there already, head by head, and lets others have their turn in
 * between.
 * @throws Cancelled after `signal` aborts
 */
export async function handOver(
  heads: readonly HeadResult[],
  listener: SimulationListener,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, head] of heads.entries()) {
    if (signal.aborted) throw new Cancelled();
    listener.onResults([head]);
    listener.onProgress((index + 1) / heads.length);
    await turn();
  }
}
