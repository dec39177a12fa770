import type { SimulationPlan } from "../core/simulation/run/configuration";
import type { TraceHeader } from "../core/trace/trace";

export { kvHeadOf } from "../core/trace/trace";

/** Query heads that read the same KV head, Hq / Hkv. */
export function groupSize(header: TraceHeader): number {
  return header.queryHeads / header.kvHeads;
}

/** Results that a plan comes to: one per run, layer and query head. */
export function resultCount({ scope, runs }: SimulationPlan, header: TraceHeader): number {
  return runs.length * scope.layers.length * scope.kvHeads.length * groupSize(header);
}
