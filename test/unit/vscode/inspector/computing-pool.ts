import { setImmediate as turn } from "node:timers/promises";
import { Cancelled } from "../../../../src/core/cancelled";
import { canonicalJson } from "../../../../src/core/same-value";
import type { RunConfiguration } from "../../../../src/core/simulation/run/configuration";
import { jobsOf, queryHeadsOf } from "../../../../src/core/simulation/run/plan";
import type { HeadResult } from "../../../../src/core/simulation/run/result";
import type { TracePool } from "../../../../src/vscode/inspector/trace/trace-pool";
import { sampleHead } from "../../webview/samples";

/** Threads whose results follow from the run, the layer and the head, and that count their work. */
export class ComputingPool implements TracePool {
  /** Every KV head of every run that was computed to its end, in order. */
  readonly computed: string[] = [];

  run: TracePool["run"] = async (_location, header, plan, listener, signal) => {
    const jobs = jobsOf(plan);
    for (const [at, { layer, kvHead }] of jobs.entries()) {
      for (const queryHead of queryHeadsOf(header, kvHead)) {
        await turn();
        if (signal?.aborted) throw new Cancelled();
        listener.onResults(
          plan.runs.map((run, index) => ({
            ...computedHead(run, layer, queryHead),
            ...{ run: index, kvHead },
          })),
        );
      }
      for (const run of plan.runs) this.computed.push(canonicalJson([layer, kvHead, run]));
      listener.onProgress((at + 1) / jobs.length);
    }
  };

  outline: TracePool["outline"] = () => Promise.reject(new Error("It reads no headers."));

  ask: TracePool["ask"] = () => Promise.reject(new Error("It answers no questions."));
}

/** What such a pool computes, as that of the first run of a plan. */
export function computedHead(run: RunConfiguration, layer: number, queryHead: number): HeadResult {
  const { policy, budget, energyModel } = run;
  const cycles = [layer, queryHead, budget, policy.length + energyModel.length];
  return { ...sampleHead({ queryHead }, { cycles }), layer };
}
