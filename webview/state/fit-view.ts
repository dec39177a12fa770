import { defaultView } from "../../src/shared/default-view";
import type {
  Catalog,
  RunConfiguration,
  SimulationPlan,
  TraceHeader,
  ViewState,
} from "../../src/shared/protocol";

/** Query heads that read the same KV head, Hq / Hkv. */
export function groupSize(header: TraceHeader): number {
  return header.queryHeads / header.kvHeads;
}

/** KV head that a query head reads. */
export function kvHeadOf(header: TraceHeader, queryHead: number): number {
  return Math.floor(queryHead / groupSize(header));
}

/**
 * Makes a kept view fit the trace it is about to show: the file may have been rewritten, and the
 * view may be one that an older version of the extension kept.
 * @param kept what was kept; absent parts come from `fallback`
 */
export function fitViewState(
  kept: Partial<ViewState>,
  fallback: ViewState,
  header: TraceHeader,
  catalog: Catalog,
): ViewState {
  const view = { ...fallback, ...kept };
  const runs = view.runs.filter((run) => isKnown(run, catalog));
  const queryHead = within(view.queryHead, header.queryHeads);
  return {
    ...view,
    layer: header.layers.some(({ id }) => id === view.layer) ? view.layer : fallback.layer,
    queryHead,
    kvHead: kvHeadOf(header, queryHead),
    step: within(view.step, header.decodeSteps),
    runs: runs.length > 0 ? runs : fallback.runs,
    shownRun: within(view.shownRun, runs.length),
    heatMap: { ...defaultView.heatMap, ...view.heatMap },
    timing: { ...defaultView.timing, ...(kept.timing ?? fallback.timing) },
    timeline: kept.timeline ?? fallback.timeline,
    tokens: { ...defaultView.tokens, ...view.tokens },
    clusters: { ...defaultView.clusters, ...view.clusters },
    compare: { ...defaultView.compare, ...view.compare },
  };
}

/** What of a view has to change so that it shows the runs of a plan, on a part that the plan has. */
export function viewOfPlan(
  { runs, scope }: SimulationPlan,
  view: ViewState,
  header: TraceHeader,
): Partial<ViewState> {
  const { layers, kvHeads, fromStep, toStep } = scope;
  return {
    runs,
    shownRun: 0,
    layer: layers.includes(view.layer) ? view.layer : layers[0],
    queryHead: kvHeads.includes(view.kvHead) ? view.queryHead : kvHeads[0] * groupSize(header),
    step: Math.max(fromStep, Math.min(view.step, toStep - 1)),
    compare: { ...view.compare, baseline: null },
  };
}

function isKnown(run: RunConfiguration, catalog: Catalog): boolean {
  return (
    catalog.policies.some(({ id }) => id === run.policy) &&
    catalog.placements.some(({ id }) => id === run.placement) &&
    catalog.devices.some(({ id }) => id === run.device)
  );
}

/** The index nearest to `value` in a list of `length`; 0 for an empty list. */
function within(value: number, length: number): number {
  return Math.max(0, Math.min(Math.trunc(value), length - 1));
}
