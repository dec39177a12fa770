import type { RunConfiguration } from "../../../../src/shared/protocol";
import { resultCount } from "../../../../src/shared/heads";
import { sameValue } from "../../../../src/shared/same-value";
import type { PageState } from "../../../state/page-state";
import { allRuns, compareRuns } from "../../../state/runs/compared-runs";
import type { RunSummary } from "../../../state/runs/run-summaries";
import { baselineOf } from "../../../state/runs/summary";

/** The figures of a run, and whether they are of what is shown. */
export interface RowFigures {
  readonly summary: RunSummary | undefined;
  /**
   * Others are awaited: they are what the run came to before, say in another layer or in a file that
   * was written again, or a mean to which heads are missing.
   */
  readonly isOld: boolean;
}

/** What is known of each run; figures that are awaited leave those before them in their place. */
export class KnownFigures {
  #known: readonly RunSummary[] = [];

  /** Figures of each run of the view, and those of the baseline. */
  of(state: PageState): {
    readonly rows: readonly RowFigures[];
    readonly baseline: RunSummary | undefined;
  } {
    const all = allRuns(state);
    const fresh = all.filter(({ place, figure }) => {
      return place.source === "shown" && Number.isFinite(figure("cycles"));
    });
    const { runs, compare } = state.view;
    const isOutdated = state.reload.kind === "reading";
    const rows = runs.map((run): RowFigures => {
      const found = findRun(fresh, run);
      const isOld = !found || isOutdated || lacksHeads(state, found);
      return { summary: found ?? findRun(this.#known, run), isOld };
    });
    this.#known = rows.flatMap(({ summary }) => summary ?? []);
    const isOwn = (compare.baseline?.source ?? "shown") === "shown";
    const own = rows.at(shownBaseline(state))?.summary;
    return { rows, baseline: isOwn ? own : compareRuns(all, state.view)?.baseline };
  }
}

/** The place among the page's runs of the one that others are compared with; -1 where it is not one. */
export function shownBaseline({ view }: PageState): number {
  const { baseline } = view.compare;
  if (baseline === null) return baselineOf(view.runs);
  return baseline.source === "shown" ? baseline.run : -1;
}

/** Whether a run's figures are means to which heads have yet to come. */
function lacksHeads({ trace, view, simulation: { results } }: PageState, run: RunSummary): boolean {
  if (!results || view.scope.heads === "shown") return false;
  const wanted = resultCount({ ...results.plan, runs: [run.configuration] }, trace.header);
  return results.ofRun(run.index).length < wanted;
}

function findRun(summaries: readonly RunSummary[], run: RunConfiguration): RunSummary | undefined {
  return (
    summaries.find(({ configuration }) => configuration === run) ??
    summaries.find(({ configuration }) => sameValue(configuration, run))
  );
}
