import type { TraceHeader } from "../../trace/trace";
import type { SimulationPlan } from "./configuration";
import { describeRun } from "./describe-runs";
import { refusedRuns } from "./plan";

/** What a trace can serve of a plan that was made for another. */
export interface FittedPlan {
  /** Undefined where nothing is left. */
  readonly plan: SimulationPlan | undefined;
  /** What was left out, one sentence each, with what the trace has instead. */
  readonly misfits: readonly string[];
}

/** Leaves out the layers, KV heads, steps and runs of a plan that this trace cannot serve. */
export function fitPlan(header: TraceHeader, plan: SimulationPlan): FittedPlan {
  const { scope } = plan;
  const misfits: string[] = [];
  const layers = scope.layers.filter((id) => header.layers.some((layer) => layer.id === id));
  for (const id of scope.layers.filter((layer) => !layers.includes(layer))) {
    const known = header.layers.map((layer) => layer.id).join(", ");
    misfits.push(`It has no layer ${id}; it has ${known === "" ? "none" : known}.`);
  }
  const kvHeads = scope.kvHeads.filter((head) => head < header.kvHeads);
  if (kvHeads.length < scope.kvHeads.length) {
    const lacking = scope.kvHeads.filter((head) => head >= header.kvHeads).join(", ");
    misfits.push(`It has no KV head ${lacking}; it has ${header.kvHeads}.`);
  }
  const toStep = Math.min(scope.toStep, header.decodeSteps);
  if (toStep < scope.toStep) {
    const lacking = `${Math.max(toStep, scope.fromStep)} .. ${scope.toStep - 1}`;
    misfits.push(`It has no steps ${lacking}; it has ${header.decodeSteps}.`);
  }
  const fitted = { ...plan, scope: { ...scope, layers, kvHeads, toStep } };
  const hasScope = layers.length > 0 && kvHeads.length > 0 && toStep > scope.fromStep;
  if (!hasScope || plan.runs.length === 0) return { plan: undefined, misfits };
  const refused = refusedRuns(header, fitted);
  for (const [run, { reason }] of refused) {
    misfits.push(`Not ${describeRun(plan.runs[run])}: ${reason}.`);
  }
  const runs = plan.runs.filter((_, run) => !refused.has(run));
  return { plan: runs.length > 0 ? { ...fitted, runs } : undefined, misfits };
}
