import { describeRun } from "../../core/simulation/run/describe-runs";
import type { RunConfiguration } from "../../core/simulation/run/configuration";
import { headlineOf, type Headline } from "../../core/simulation/run/headline";
import { sameValue } from "../../core/same-value";
import { setting } from "../base/settings";
import type { InspectorSession } from "../inspector/inspector-session";
import { runWithUserSettings } from "../inspector/page/user-settings";

/** The run that a page shows, with its figures. */
export interface ShownRun {
  readonly name: string;
  readonly headline: Headline;
}

/** Undefined until that run has been simulated to its end, in the layer that is shown. */
export function shownRunOf(session: InspectorSession): ShownRun | undefined {
  const { results, view } = session;
  const shown = runsOf(session).at(view?.shownRun ?? 0);
  if (!results?.complete || !view || !shown) return undefined;
  const { plan, heads } = results;
  // The page may show other runs or another layer already than those that were simulated last.
  const index = plan.runs.findIndex((run) => sameValue(run, shown));
  if (index < 0 || !plan.scope.layers.includes(view.layer)) return undefined;
  const headline = headlineOf(plan, heads, index);
  return headline && { name: describeRun(shown), headline };
}

/** The runs that a page shows, as they are simulated: with the user's defaults. */
export function runsOf({ view, uri }: InspectorSession): readonly RunConfiguration[] {
  const policyParameters = setting("policyParameters", uri);
  return view?.runs.map((run) => runWithUserSettings(run, { policyParameters })) ?? [];
}
