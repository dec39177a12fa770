import { partOfPlan, type PlanPart } from "../../../core/simulation/run/known-results";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import type { HeadResult } from "../../../core/simulation/run/result";
import type { TraceFile } from "../trace/trace-document";
import type { ResultSource } from "./result-source";

/** Results that are read as they are asked for, so that nobody holds them all. */
export interface ReadableResults {
  /** What they are of. */
  readonly plan: SimulationPlan;
  /**
   * Reads the heads of some layers and runs, which are indices into those of the plan.
   * @param onHeads takes some heads after the other
   * @throws InputError where they cannot be read; Cancelled after `signal` aborts
   */
  heads(
    part: Pick<PlanPart, "layers" | "runs">,
    onHeads: (heads: readonly HeadResult[]) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}

/**
 * The results of a stored run, of which only what is asked for is read.
 * @param file as it is now; once it changes, the results are not those of the file any more
 */
export function storedSource(results: ReadableResults, file: TraceFile): ResultSource {
  return {
    // It may be of an older version, which is told from what simulating gives now.
    isKept: false,
    find: ({ plan }, document) => {
      if (document.file.identity !== file.identity) return undefined;
      const part = partOfPlan(results.plan, plan);
      if (!part) return undefined;
      const { queryHeads, kvHeads } = document.trace.header;
      const { layers, runs, resultsOf } = part;
      const headsPerRun = (results.plan.scope.kvHeads.length * queryHeads) / kvHeads;
      const wanted = layers.length * runs.length * headsPerRun;
      return async (listener, signal) => {
        let read = 0;
        const take = (heads: readonly HeadResult[]) => {
          for (const found of heads.map(resultsOf)) {
            if (found.length > 0) listener.onResults(found);
          }
          read += heads.length;
          listener.onProgress(read / wanted);
        };
        await results.heads({ layers, runs }, take, signal);
        return true;
      };
    },
  };
}
