import { Cancelled } from "../../../core/cancelled";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import { partOfPlan } from "../../../core/simulation/run/known-results";
import type { OpenDocument } from "../trace/trace-document";
import { handOver, type ResultSource } from "./result-source";
import type { ShownResults } from "./shown-results";

/**
 * The results that another page shows, which may still be simulating them.
 * @param followed the results of that page as they are now; undefined where it has none, or is gone
 */
export function followedSource(followed: () => ShownResults | undefined): ResultSource {
  /** Results that are there or about to come, with where those of the plan lie among them. */
  const useful = (plan: SimulationPlan, { file }: OpenDocument) => {
    const results = followed();
    if (!results || results.phase === "cancelled" || results.phase === "failed") return undefined;
    const part = results.file.identity === file.identity && partOfPlan(results.servedPlan, plan);
    return part ? { results, part } : undefined;
  };
  return {
    isKept: true,
    find: ({ plan }, document) => {
      if (!useful(plan, document)) return undefined;
      return async (listener, signal) => {
        // The other page may start anew while its results are awaited.
        for (let found = useful(plan, document); found; found = useful(plan, document)) {
          const { results, part } = found;
          await endOf(results, signal);
          if (results.complete) {
            await handOver(results.served.heads.flatMap(part.resultsOf), listener, signal);
            return true;
          }
          // Whoever cancelled it there does not want it simulated here.
          if (results.phase === "cancelled" && followed() === results) throw new Cancelled();
        }
        return false;
      };
    },
  };
}

/** @throws Cancelled after `signal` aborts */
async function endOf({ ended }: ShownResults, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new Cancelled();
  await new Promise<void>((resolve, reject) => {
    const giveUp = () => reject(new Cancelled());
    signal.addEventListener("abort", giveUp, { once: true });
    void ended.then(() => {
      signal.removeEventListener("abort", giveUp);
      resolve();
    });
  });
}
