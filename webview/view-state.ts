import type { Catalog, RunConfiguration, TraceHeader, ViewState } from "../src/shared/protocol";

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
    heatMap: { ...defaultHeatMap, ...view.heatMap },
    timing: { ...defaultTiming, ...(kept.timing ?? fallback.timing) },
    timeline: kept.timeline ?? fallback.timeline,
    tokens: { ...defaultTokens, ...view.tokens },
    clusters: { ...defaultClusters, ...view.clusters },
    compare: { ...defaultCompare, ...view.compare },
  };
}

const defaultHeatMap: ViewState["heatMap"] = {
  axis: "channels",
  metric: "vectors",
  scale: "linear",
  colours: "viridis",
  aggregation: "max",
  low: null,
  high: null,
  viewport: null,
  range: null,
  bank: null,
};

const defaultTiming: ViewState["timing"] = {
  unit: "cycles",
  steps: "mean",
  heads: "mean",
  energyBy: "phase",
};

const defaultTokens: ViewState["tokens"] = { colourBy: "mass", scale: "log" };

const defaultClusters: ViewState["clusters"] = { order: "creation" };
const defaultCompare: ViewState["compare"] = {
  baseline: null,
  figure: "time",
  cost: "time",
  quality: "massKept",
  order: null,
  descending: false,
};

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
