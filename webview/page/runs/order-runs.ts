import { changeView, type PageStore } from "../../state/page-state";

/**
 * Puts the runs into another order, from then on their own: the run that is worked on and the one
 * that others are compared with stay what they are.
 * @param order places of all runs
 */
export function orderRuns(store: PageStore, order: readonly number[]): void {
  const { runs, runStyles, shownRun, compare, runsTable } = store.state.view;
  const { baseline } = compare;
  const moved = baseline?.source === "shown" && { ...baseline, run: order.indexOf(baseline.run) };
  changeView(store, {
    runs: order.map((place) => runs[place]),
    runStyles: order.map((place) => runStyles[place]),
    shownRun: order.indexOf(shownRun),
    runsTable: { ...runsTable, order: null },
    ...(moved && { compare: { ...compare, baseline: moved } }),
  });
}

/** A list with one of its members at another place, the others in the order that they had. */
export function movedTo(order: readonly number[], from: number, to: number): number[] {
  const place = Math.max(0, Math.min(to, order.length - 1));
  return order.toSpliced(from, 1).toSpliced(place, 0, order[from]);
}
