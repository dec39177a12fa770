import { setImmediate as turn } from "node:timers/promises";
import type * as vscode from "vscode";
import { Cancelled } from "../../../core/cancelled";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import type { HeadResult } from "../../../core/simulation/run/result";
import type { SimulationListener } from "../../../core/simulation/threads/pool";
import type { OpenDocument } from "../trace/trace-document";

/**
 * Brings all results of a plan.
 * @returns false where the source cannot bring them after all, and has brought none
 * @throws Cancelled after `signal` aborts
 */
type BringResults = (listener: SimulationListener, signal: AbortSignal) => Promise<boolean>;

/** Where the results that a page asks for may come from. A page asks its sources in order. */
export interface ResultSource {
  /**
   * Says at once whether it has the results of a plan on a trace as it is now.
   * @param plan checked, with what the user's settings add to it
   * @returns undefined where it has not
   */
  find(plan: SimulationPlan, document: OpenDocument): BringResults | undefined;
}

/** Whether a file is as it was. */
export function isSameFile(one: vscode.FileStat, other: vscode.FileStat): boolean {
  return one.size === other.size && one.mtime === other.mtime;
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
