import type { Catalog, RunConfiguration, TraceLayer } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import { newRun, runsOfPolicies } from "./new-run";

/** Runs that are added at once. */
export interface RunTemplate {
  readonly id: "next" | "budgets" | "policies";
  readonly label: string;
  /** None where all of them are there already. */
  readonly runs: readonly RunConfiguration[];
}

/** What can be added to runs, each set up like the one that is worked on otherwise. */
export function runTemplates(
  runs: readonly RunConfiguration[],
  shown: RunConfiguration,
  catalog: Catalog,
  layer: TraceLayer | undefined,
): RunTemplate[] {
  const policyOf = (run: RunConfiguration) => catalog.policies.find(({ id }) => id === run.policy);
  const labelOf = (run: RunConfiguration) => policyOf(run)?.label ?? run.policy;
  const isNew = (run: RunConfiguration) => !runs.some((other) => sameValue(other, run));
  const next = newRun(runs, shown, catalog, layer);
  const budgets = [Math.ceil(shown.budget / 2), shown.budget, shown.budget * 2];
  const atBudgets = policyOf(shown)?.usesBudget
    ? budgets.map((budget) => ({ ...shown, budget }))
    : [];
  const untried = runsOfPolicies(shown, catalog, layer).filter(({ policy }) => {
    return !runs.some((run) => run.policy === policy && run.budget === shown.budget);
  });
  return [
    { id: "next", label: labelOf(next), runs: [next] },
    {
      id: "budgets",
      label: `${labelOf(shown)} at ${budgets.join(", ")} tokens`,
      runs: atBudgets.filter(isNew),
    },
    {
      id: "policies",
      label: `Every policy at ${shown.budget} tokens`,
      runs: untried,
    },
  ];
}
