import type { RunPlace, RunSource, ViewState } from "../../../src/shared/protocol";
import type { ResultSet } from "../results/result-set";
import type { PageState } from "../page-state";
import { summariseRuns, type RunSummary } from "./run-summaries";
import { baselineOf } from "./summary";

/** A run of any source with its figures. */
export interface ComparedRun extends RunSummary {
  readonly place: RunPlace;
}

/** The page's runs, then those that they replaced, then those of the second trace. */
export function allRuns(state: PageState): ComparedRun[] {
  const { trace, view, second } = state;
  const runsOf = (source: RunSource, prefix: string): ComparedRun[] => {
    const results = resultsOf(state, source);
    const runs = results ? summariseRuns(results, view, trace.catalog) : [];
    return runs.map((run) => {
      return { ...run, name: `${prefix}${run.name}`, place: { source, run: run.index } };
    });
  };
  return [
    ...runsOf("shown", ""),
    ...runsOf("previous", "Before: "),
    ...runsOf("second", `${second?.trace.name}: `),
  ];
}

/** The results of a source, as far as they are there. */
export function resultsOf(
  { simulation, previous, second }: PageState,
  source: RunSource,
): ResultSet | undefined {
  switch (source) {
    case "shown":
      return simulation.results;
    case "previous":
      return previous?.results;
    case "second":
      return second?.results;
  }
}

/** What the view compares: the runs of both traces, and the baseline where it is none of them. */
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
  const runs = all.filter((run) => run.place.source !== "previous" || run === baseline);
  return { runs, baseline };
}

function isSamePlace(a: RunPlace, b: RunPlace): boolean {
  return a.source === b.source && a.run === b.run;
}

/** Names a run in ids and in the values of lists. */
export function keyOf({ source, run }: RunPlace): string {
  return `${source}-${run}`;
}
