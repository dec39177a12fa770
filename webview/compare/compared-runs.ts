import type { RunPlace, ViewState } from "../../src/shared/protocol";
import type { ResultSet } from "../results/result-set";
import type { PageState } from "../state";
import { summariseRuns, type RunSummary } from "../timing/run-summaries";
import { baselineOf } from "../timing/summary";

/** A run of any source with its figures. */
export interface ComparedRun extends RunSummary {
  readonly place: RunPlace;
}

/** The page's runs, then those that they replaced. */
export function allRuns({ trace, view, simulation, previous }: PageState): ComparedRun[] {
  const shown = simulation.results
    ? summariseRuns(simulation.results, view, trace.catalog).map((run): ComparedRun => {
        return { ...run, place: { source: "shown", run: run.index } };
      })
    : [];
  const replaced = previous
    ? summariseRuns(previous.results, view, trace.catalog).map((run): ComparedRun => {
        const place = { source: "previous", run: run.index } as const;
        return { ...run, name: `Before: ${run.name}`, place };
      })
    : [];
  return [...shown, ...replaced];
}

/** The results of a source, as far as they are there. */
export function resultsOf(
  { simulation, previous }: PageState,
  source: RunPlace["source"],
): ResultSet | undefined {
  return source === "shown" ? simulation.results : previous?.results;
}

/** What the view compares: the page's runs, and the baseline where it is none of them. */
export interface Comparison {
  readonly runs: readonly ComparedRun[];
  readonly baseline: ComparedRun;
}

/** Undefined while there is no run. */
export function compareRuns(all: readonly ComparedRun[], view: ViewState): Comparison | undefined {
  const shown = all.filter(({ place }) => place.source === "shown");
  const { baseline: chosen } = view.compare;
  const baseline =
    all.find(({ place }) => chosen && isSamePlace(place, chosen)) ??
    shown.at(baselineOf(shown.map(({ configuration }) => configuration)));
  if (!baseline) return undefined;
  return { runs: all.filter((run) => shown.includes(run) || run === baseline), baseline };
}

export function isSamePlace(a: RunPlace, b: RunPlace): boolean {
  return a.source === b.source && a.run === b.run;
}

/** Names a run in ids and in the values of lists. */
export function keyOf({ source, run }: RunPlace): string {
  return `${source}-${run}`;
}
