import { changeView, type PageStore } from "../../../state/page-state";
import { isSamePolicy, sweepBudgets, sweptPolicies } from "../../../state/further/budget-sweep";
import { furtherKey } from "../../../state/further/further-state";
import type { ComparedRun } from "../../../state/runs/compared-runs";
import type { Measure } from "../../../state/runs/measures";
import { summariseRuns } from "../../../state/runs/run-summaries";
import type { BudgetLine, PlotPoint } from "./plot-content";
import { figuresOf } from "./figures-of";

/** A run with its point. */
interface PlottedRun {
  readonly run: ComparedRun;
  readonly point: PlotPoint;
}

/**
 * A line for each policy of the page through its budgets that are there, ascending: those of the
 * sweep, and those of the page's own runs. A press of one of the sweep makes it a run of the page.
 */
export function sweepLines(
  store: PageStore,
  across: Measure,
  up: Measure,
  plotted: readonly PlottedRun[],
): BudgetLine[] {
  const { trace, view, further } = store.state;
  if (!further.isSweeping) return [];
  const own = plotted.filter(({ run }) => run.place.source === "shown");
  return sweptPolicies(view, trace.catalog).map(({ place, run }) => {
    const colour = view.runStyles.at(place)?.colour ?? place;
    const budgets = own
      .filter((other) => isSamePolicy(other.run.configuration, run))
      .map(({ run: { configuration }, point }) => ({ budget: configuration.budget, point }));
    for (const budget of sweepBudgets(trace.header.tokens)) {
      if (budgets.some((other) => other.budget === budget)) continue;
      const swept = { ...run, budget };
      const results = further.known.get(furtherKey({ layer: view.layer, run: swept }));
      const summary = results && summariseRuns(results, view, trace.catalog).at(0);
      const figures = summary && figuresOf(summary, across, up);
      if (!figures) continue;
      budgets.push({
        budget,
        point: {
          name: summary.name,
          label: `${budget}`,
          ...figures,
          colour,
          kind: "budget",
          isShown: false,
          onPick: () => {
            const { runs } = store.state.view;
            changeView(store, { runs: [...runs, swept], shownRun: runs.length });
          },
        },
      });
    }
    budgets.sort((a, b) => a.budget - b.budget);
    return { colour, points: budgets.map(({ point }) => point) };
  });
}
