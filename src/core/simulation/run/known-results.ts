import { canonicalJson } from "../../same-value";
import { deviceOf, type RunConfiguration, type SimulationPlan } from "./configuration";
import type { HeadResult } from "./result";

/** Results of one trace that were computed before. */
export interface KnownResults {
  readonly plan: SimulationPlan;
  /** All of the plan. */
  readonly heads: readonly HeadResult[];
}

/** What of the results of one plan are those of another. */
export interface PlanPart {
  /** Ids of the layers that the other plan has. */
  readonly layers: readonly number[];
  /** Indices of the runs that the other plan has, ascending. */
  readonly runs: readonly number[];
  /** A result of the one as those of the other: under every run that is the same; none elsewhere. */
  readonly resultsOf: (head: HeadResult) => readonly HeadResult[];
}

/**
 * Where the results of a plan lie among those of another on the same trace. Undefined unless that
 * one has every run, on the same device, and every layer and KV head, at just these steps.
 */
export function partOfPlan(known: SimulationPlan, plan: SimulationPlan): PlanPart | undefined {
  const { layers, kvHeads, fromStep, toStep } = plan.scope;
  const { scope } = known;
  const isWithin =
    scope.fromStep === fromStep &&
    scope.toStep === toStep &&
    layers.every((layer) => scope.layers.includes(layer)) &&
    kvHeads.every((kvHead) => scope.kvHeads.includes(kvHead));
  const keys = known.runs.map((run) => keyOf(known, run));
  const sources = plan.runs.map((run) => keys.indexOf(keyOf(plan, run)));
  if (!isWithin || sources.includes(-1)) return undefined;
  return {
    layers,
    runs: [...new Set(sources)].sort((a, b) => a - b),
    resultsOf: (head) => {
      const isAsked = layers.includes(head.layer) && kvHeads.includes(head.kvHead);
      if (!isAsked) return [];
      return sources.flatMap((source, run) => (source === head.run ? [{ ...head, run }] : []));
    },
  };
}

/** The same text for what gives the same results. */
function keyOf(plan: SimulationPlan, run: RunConfiguration): string {
  return canonicalJson({ ...run, device: deviceOf(plan, run.device) });
}
