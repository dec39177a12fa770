import type { ViewState } from "./protocol";

/** What a page shows of any trace before its user has chosen anything. */
export const defaultView: Omit<ViewState, "layer" | "runs" | "runStyles"> = {
  view: "banks",
  kvHead: 0,
  queryHead: 0,
  step: 0,
  shownRun: 0,
  picked: null,
  heatMap: {
    axis: "channels",
    metric: "usefulShare",
    difference: false,
    idleChannels: false,
    scale: "linear",
    colours: "viridis",
    aggregation: "max",
    low: null,
    high: null,
    viewport: null,
    range: null,
  },
  scope: { steps: "mean", heads: "mean" },
  stepRange: null,
  runsTable: {
    columns: ["cycles", "ratio", "reads", "imbalance", "massKept", "outputError"],
    order: null,
    descending: false,
  },
  strip: { figure: "wasted", isCollapsed: false },
  time: { show: "time", unit: "cycles", energyBy: "phase", asTable: false },
  timeline: { unit: "cycles", window: null, asTable: false },
  tokens: { colourBy: "mass", shown: "both", scale: "log" },
  clusters: { picture: "lines", order: "lines" },
  compare: { baseline: null, cost: "time", quality: "massKept" },
};
