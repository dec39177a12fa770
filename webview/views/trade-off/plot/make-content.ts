import { sameValue } from "../../../../src/shared/same-value";
import type { RunSource, ViewState } from "../../../../src/shared/protocol";
import { changeView, type PageState, type PageStore } from "../../../state/page-state";
import { allRuns, compareRuns, type ComparedRun } from "../../../state/runs/compared-runs";
import { measureOf, type Measure } from "../../../state/runs/measures";
import { figuresOf } from "./figures-of";
import { paretoFront } from "./pareto-front";
import { sweepLines } from "./sweep-lines";
import type { Front, PlotAxis, PlotContent, PlotPoint } from "./plot-content";

/** The runs of the page as points, with what they are compared with. */
export function plotContent(store: PageStore): PlotContent {
  const { state } = store;
  const { view, second } = state;
  const [across, up] = [measureOf(view.compare.cost), measureOf(view.compare.quality)];
  const comparison = compareRuns(allRuns(state), view);
  const made = (comparison?.runs ?? []).flatMap((run) => {
    const point = pointOf(run, across, up, store);
    return point ? [{ run, point }] : [];
  });
  const frontOf = (source: RunSource, label: string): Front => {
    // Those of before are not on offer any more, and traces are different tasks.
    const own = made.filter(({ run }) => run.place.source === source).map(({ point }) => point);
    const best = paretoFront(own, { across: across.better, up: up.better });
    return { label, points: best.map((index) => own[index]) };
  };
  const lines = sweepLines(store, across, up, made);
  const runs = made.map(({ point }) => point);
  return {
    points: [
      ...runs,
      ...lines.flatMap(({ points }) => points).filter((point) => !runs.includes(point)),
    ],
    fronts: [
      frontOf("shown", "Pareto-optimal"),
      ...(second?.results ? [frontOf("second", `Pareto-optimal, ${second.trace.name}`)] : []),
    ],
    lines,
    baseline: made.find(({ run }) => run === comparison?.baseline)?.point,
    across: axisOf(across),
    up: axisOf(up),
  };
}

/** Undefined for a run that is hidden or gone, and for one that lacks a figure. */
function pointOf(
  run: ComparedRun,
  across: Measure,
  up: Measure,
  store: PageStore,
): PlotPoint | undefined {
  const { view } = store.state;
  const { source } = run.place;
  const place = placeAmong(view, run);
  const style = view.runStyles.at(place);
  if (source === "shown" && (place < 0 || style?.hidden)) return undefined;
  const values = figuresOf(run, across, up);
  if (!values) return undefined;
  return {
    name: run.name,
    label: run.name,
    ...values,
    colour: place < 0 ? run.index : (style?.colour ?? place),
    kind: source === "shown" ? "run" : "other",
    isShown: source === "shown" && place === view.shownRun,
    ...(source === "shown" && { onPick: () => changeView(store, { shownRun: place }) }),
  };
}

/** Where a run stands among those of the page; -1 where it does not. */
function placeAmong({ runs }: ViewState, { index, configuration }: ComparedRun): number {
  return sameValue(runs.at(index), configuration)
    ? index
    : runs.findIndex((other) => sameValue(other, configuration));
}

function axisOf({ label, unit, better, isShare }: Measure): PlotAxis {
  return { label, unit, better, isShare };
}

/** What a plot is made of: where none of it changes, neither does the plot. */
export function plotted({ trace, view, simulation, previous, second, further }: PageState) {
  return [trace, view, simulation.results, simulation.phase, previous, second, further] as const;
}
