import type { SimulationListener } from "../../../core/simulation/threads/pool";
import type { TracePool } from "../trace/trace-pool";
import type { ResultSource } from "./result-source";

/** Simulates; serves every plan. */
export function simulatedSource(pool: Pick<TracePool, "run">): ResultSource {
  return {
    isKept: true,
    find:
      ({ plan, parts }, { location, trace: { header } }) =>
      async (listener, signal) => {
        const work = parts.map(({ kvHeads, runs }) => kvHeads.length * runs.length);
        const total = work.reduce((sum, amount) => sum + amount, 0);
        const done = parts.map(() => 0);
        const failing = new AbortController();
        const unwanted = AbortSignal.any([signal, failing.signal]);
        const simulations = parts.map(({ layer, kvHeads, runs }, at) => {
          const scope = { ...plan.scope, layers: [layer], kvHeads };
          const part = { ...plan, scope, runs: runs.map((run) => plan.runs[run]) };
          const partListener: SimulationListener = {
            onResults: (heads) => {
              listener.onResults(heads.map((head) => ({ ...head, run: runs[head.run] })));
            },
            onProgress: (share) => {
              done[at] = share * work[at];
              listener.onProgress(done.reduce((sum, amount) => sum + amount, 0) / total);
            },
          };
          return pool.run(location, header, part, partListener, unwanted);
        });
        try {
          // All at once, so that no thread waits; they begin in order.
          await Promise.all(simulations);
        } catch (error) {
          failing.abort();
          throw error;
        }
        return true;
      },
  };
}
