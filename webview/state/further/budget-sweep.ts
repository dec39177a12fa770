import type { Catalog, RunConfiguration, ViewState } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import type { PageState, PageStore } from "../page-state";
import type { FurtherRuns } from "./further-runs";

const smallest = 64;
const largest = 2048;

/** The budgets of a sweep: powers of two that the tokens of a trace allow. */
export function sweepBudgets(tokens: number): number[] {
  const budgets: number[] = [];
  for (let budget = smallest; budget <= Math.min(largest, tokens); budget *= 2)
    budgets.push(budget);
  return budgets;
}

/** A policy of the page's runs, with all else that the run sets. */
export interface SweptPolicy {
  /** The first run of the page with it. */
  readonly place: number;
  readonly run: RunConfiguration;
}

/** What a sweep goes through: every run that is not hidden, those that differ in the budget once. */
export function sweptPolicies(
  { runs, runStyles }: Pick<ViewState, "runs" | "runStyles">,
  { policies }: Pick<Catalog, "policies">,
): SweptPolicy[] {
  const swept: SweptPolicy[] = [];
  runs.forEach((run, place) => {
    const usesBudget = policies.find(({ id }) => id === run.policy)?.usesBudget ?? false;
    const isNew = !swept.some((other) => isSamePolicy(other.run, run));
    if (usesBudget && isNew && !runStyles.at(place)?.hidden) swept.push({ place, run });
  });
  return swept;
}

/** Whether two runs differ in their budgets at most. */
export function isSamePolicy(one: RunConfiguration, other: RunConfiguration): boolean {
  return sameValue({ ...one, budget: 0 }, { ...other, budget: 0 });
}

/** Keeps asking for what the sweep lacks, as long as the page sweeps. */
export function keepSweeping(store: PageStore, further: FurtherRuns): void {
  store.watch(
    ({ trace, view, further: { isSweeping } }) => [
      trace,
      view.layer,
      view.runs,
      view.runStyles,
      isSweeping,
    ],
    () => {
      const wanted = wantedBudgets(store.state);
      if (wanted.length > 0 || store.state.further.waiting.sweep > 0) further.want("sweep", wanted);
    },
  );
}

function wantedBudgets({ trace, view, further }: PageState) {
  if (!further.isSweeping) return [];
  const policies = sweptPolicies(view, trace.catalog);
  return sweepBudgets(trace.header.tokens).flatMap((budget) =>
    policies.map(({ run }) => ({ layer: view.layer, run: { ...run, budget } })),
  );
}
