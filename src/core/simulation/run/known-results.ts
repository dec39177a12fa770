import { canonicalJson } from "../../same-value";
import { deviceOf, type RunConfiguration, type SimulationPlan } from "./configuration";
import type { HeadResult } from "./result";

/** Results of one trace that were computed before. */
export interface KnownResults {
  readonly plan: SimulationPlan;
  /** All of the plan. */
  readonly heads: readonly HeadResult[];
}

/**
 * The results of a plan, taken from those of another on the same trace. Undefined unless that one
 * has every run, on the same device, and every layer and KV head, at just these steps.
 */
export function resultsOfPlan(known: KnownResults, plan: SimulationPlan): HeadResult[] | undefined {
  const { scope } = known.plan;
  const isWithin =
    scope.fromStep === plan.scope.fromStep &&
    scope.toStep === plan.scope.toStep &&
    plan.scope.layers.every((layer) => scope.layers.includes(layer)) &&
    plan.scope.kvHeads.every((kvHead) => scope.kvHeads.includes(kvHead));
  const keys = known.plan.runs.map((run) => keyOf(known.plan, run));
  const sources = plan.runs.map((run) => keys.indexOf(keyOf(plan, run)));
  if (!isWithin || sources.includes(-1)) return undefined;
  return sources.flatMap((source, run) =>
    known.heads
      .filter((head) => {
        const { layer, kvHead } = head;
        const isAsked = plan.scope.layers.includes(layer) && plan.scope.kvHeads.includes(kvHead);
        return head.run === source && isAsked;
      })
      .map((head) => ({ ...head, run })),
  );
}

/** The same text for what gives the same results. */
function keyOf(plan: SimulationPlan, run: RunConfiguration): string {
  return canonicalJson({ ...run, device: deviceOf(plan, run.device) });
}
