import type { RunConfiguration, RunStyle } from "../../../src/shared/protocol";
import { changeCompare, changeView, type PageStore } from "../../state/page-state";

/** Adds runs after those that are there; the first of them is worked on. */
export function addRuns(store: PageStore, added: readonly RunConfiguration[]): void {
  const { runs } = store.state.view;
  if (added.length > 0) changeView(store, { runs: [...runs, ...added], shownRun: runs.length });
}

export function changeRun(
  store: PageStore,
  place: number,
  change: Partial<RunConfiguration>,
): void {
  const { runs } = store.state.view;
  changeView(store, {
    runs: runs.map((run, index) => (index === place ? { ...run, ...change } : run)),
  });
}

/** Takes a run out; the last one stays. */
export function removeRun(store: PageStore, place: number): void {
  const { runs, runStyles, shownRun, compare } = store.state.view;
  if (runs.length < 2) return;
  const left = <Item>(all: readonly Item[]) => all.filter((_, index) => index !== place);
  const shown = shownRun > place ? shownRun - 1 : Math.min(shownRun, runs.length - 2);
  const { baseline } = compare;
  if (baseline?.source === "shown" && baseline.run >= place) {
    const run = baseline.run - 1;
    changeCompare(store, {
      baseline: baseline.run === place ? null : { source: "shown", run },
    });
  }
  changeView(store, { runs: left(runs), runStyles: left(runStyles), shownRun: shown });
}

export function changeStyle(store: PageStore, place: number, change: Partial<RunStyle>): void {
  const { runStyles } = store.state.view;
  changeView(store, {
    runStyles: runStyles.map((style, index) => (index === place ? { ...style, ...change } : style)),
  });
}

/** Compares others with this run, or with the run that reads everything where they were already. */
export function toggleBaseline(store: PageStore, place: number): void {
  const { baseline } = store.state.view.compare;
  const isChosen = baseline?.source === "shown" && baseline.run === place;
  changeCompare(store, { baseline: isChosen ? null : { source: "shown", run: place } });
}
