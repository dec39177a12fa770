import { Cancelled } from "../../../../src/core/cancelled";
import type { SimulationPlan } from "../../../../src/core/simulation/run/configuration";
import { queryHeadsOf } from "../../../../src/core/simulation/run/plan";
import type { HeadResult } from "../../../../src/core/simulation/run/result";
import type { SimulationListener } from "../../../../src/core/simulation/threads/pool";
import { locateSource } from "../../../../src/core/simulation/threads/trace-location";
import { readOutline } from "../../../../src/core/trace/header/outline";
import type { TracePool } from "../../../../src/vscode/inspector/trace/trace-pool";
import { sampleHead } from "../../webview/samples";

/** A simulation that a test brings forward and ends. */
export interface FakeRun {
  readonly plan: SimulationPlan;
  readonly listener: SimulationListener;
  readonly signal: AbortSignal | undefined;
  /** A head of the plan's first layer comes. */
  come(queryHead: number): readonly HeadResult[];
  /** What has not come yet of the first layer does, and it ends. */
  end(): void;
  fail(error: Error): void;
}

/** Threads that do nothing by themselves. */
export class FakePool implements TracePool {
  /** Every simulation that was begun, in order. */
  readonly runs: FakeRun[] = [];

  /** Every simulation that was begun ends. */
  endAll(): void {
    for (const run of this.runs) run.end();
  }

  run: TracePool["run"] = (_location, header, plan, listener, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new Cancelled());
        return;
      }
      signal?.addEventListener("abort", () => reject(new Cancelled()));
      const awaited = new Set(plan.scope.kvHeads.flatMap((head) => queryHeadsOf(header, head)));
      const come = (queryHead: number) => {
        const [layer] = plan.scope.layers;
        const heads = plan.runs.map((_, run) => ({ ...sampleHead({ run, queryHead }), layer }));
        awaited.delete(queryHead);
        listener.onResults(heads);
        return heads;
      };
      const end = () => {
        for (const queryHead of awaited) come(queryHead);
        resolve();
      };
      this.runs.push({ plan, listener, signal, come, end, fail: reject });
    });

  /** Headers are read at once, as a thread reads them. */
  outline: TracePool["outline"] = async (location) => {
    const { source } = await locateSource(location);
    try {
      return await readOutline(source);
    } finally {
      await source.close();
    }
  };

  ask: TracePool["ask"] = () => Promise.reject(new Error("A fake pool answers no questions."));
}
