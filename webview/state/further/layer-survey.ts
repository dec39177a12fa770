import type { PageState, PageStore } from "../page-state";
import type { FurtherRuns } from "./further-runs";
import type { WantedRun } from "./further-state";

/** Keeps asking for the layers that the shown run lacks, the nearest first, as long as they are wanted. */
export function keepSurveying(store: PageStore, further: FurtherRuns): void {
  store.watch(
    ({ trace, view, further: { isSurveying } }) => [
      trace,
      view.runs.at(view.shownRun),
      view.layer,
      isSurveying,
    ],
    () => {
      const wanted = wantedLayers(store.state);
      const { waiting } = store.state.further;
      if (wanted.length > 0 || waiting.overview > 0) further.want("overview", wanted);
    },
  );
}

function wantedLayers({ trace, view, further }: PageState): WantedRun[] {
  const run = view.runs.at(view.shownRun);
  if (!further.isSurveying || !run) return [];
  const awayOf = (layer: number) => Math.abs(layer - view.layer);
  return trace.header.layers
    .map(({ id }) => ({ layer: id, run }))
    .sort((one, other) => awayOf(one.layer) - awayOf(other.layer));
}
