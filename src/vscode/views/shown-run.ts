import { describeRun } from "../../core/simulation/run/describe-runs";
import { headlineOf, type Headline } from "../../core/simulation/run/headline";
import type { InspectorSession } from "../inspector/inspector-session";

/** The run that a page shows, with its figures. */
export interface ShownRun {
  readonly name: string;
  readonly headline: Headline;
}

/** Undefined until that run has been simulated to its end. */
export function shownRunOf({ results, view }: InspectorSession): ShownRun | undefined {
  if (!results?.complete) return undefined;
  const index = Math.min(view?.shownRun ?? 0, results.plan.runs.length - 1);
  const headline = headlineOf(results.plan, results.heads, index);
  return headline && { name: describeRun(results.plan.runs[index]), headline };
}
