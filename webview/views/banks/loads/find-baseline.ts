import type { PageState } from "../../../state/page-state";
import { resultsOf } from "../../../state/runs/compared-runs";
import { baselineOf } from "../../../state/runs/summary";
import type { AllLoads } from "./all-loads";
import type { RunLoads } from "./run-loads";

/** The run that others are compared with. */
export interface Baseline {
  readonly name: string;
  readonly loads: RunLoads;
}

/**
 * Undefined while the baseline has no results.
 * @param names of the page's runs
 * @param kept loads of the page's runs, and those of runs from elsewhere
 */
export function findBaseline(
  state: PageState,
  names: readonly string[],
  kept: { readonly shown: AllLoads; readonly others: AllLoads },
): Baseline | undefined {
  const { view, trace } = state;
  const place = view.compare.baseline ?? { source: "shown", run: baselineOf(view.runs) };
  const results = resultsOf(state, place.source);
  if (!results) return undefined;
  const isShown = place.source === "shown";
  const loads = (isShown ? kept.shown : kept.others).of({ results, run: place.run }, trace.catalog);
  return { name: isShown ? names[place.run] : "Baseline", loads };
}
