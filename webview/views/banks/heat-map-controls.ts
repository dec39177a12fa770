import { makeRunChoice } from "../pickers/run-choice";
import { type LoadMetric, loadMetricNames, loadMetrics } from "../../../src/shared/figures";
import type { HeatMapState } from "../../../src/shared/protocol";
import { labelled } from "../../parts/dom/labelled";
import type { Choice } from "../../parts/controls/choice";
import { element } from "../../parts/dom/element";
import { changeHeatMap, type PageStore } from "../../state/page-state";
import { makeDropdown } from "../../parts/controls/toolkit";
import { stackOf } from "../../state/bank-address";

const scales: readonly Choice<HeatMapState["scale"]>[] = [
  { value: "linear", label: "Linear" },
  { value: "square-root", label: "Square root" },
  { value: "log", label: "Logarithmic" },
];

const colourMaps: readonly Choice<HeatMapState["colours"]>[] = [
  { value: "viridis", label: "Viridis" },
  { value: "cividis", label: "Cividis" },
  { value: "editor", label: "Editor's charts" },
];

const aggregations: readonly Choice<HeatMapState["aggregation"]>[] = [
  { value: "max", label: "Largest" },
  { value: "mean", label: "Mean" },
];

/** What the heat map shows and how it is coloured. */
export function makeHeatMapControls(store: PageStore): HTMLElement {
  const run = makeRunChoice("shown-run", store);
  const axis = makeDropdown<HeatMapState["axis"]>("heat-map-axis", (value) => {
    // Cells of one axis mean nothing on another.
    changeHeatMap(store, { axis: value, viewport: null, range: null });
  });
  const metric = makeDropdown<LoadMetric>("heat-map-metric", (value) => {
    changeHeatMap(store, { metric: value, low: null, high: null });
  });
  const scale = makeDropdown<HeatMapState["scale"]>("heat-map-scale", (value) => {
    changeHeatMap(store, { scale: value });
  });
  const colours = makeDropdown<HeatMapState["colours"]>("heat-map-colours", (value) => {
    changeHeatMap(store, { colours: value });
  });
  const aggregation = makeDropdown<HeatMapState["aggregation"]>("heat-map-aggregation", (value) => {
    changeHeatMap(store, { aggregation: value });
  });

  store.watch(
    ({ trace, view }) => [trace.catalog, view.heatMap, view.kvHead, view.runs.at(view.shownRun)],
    ([catalog, state, kvHead, shown]) => {
      const stack = stackOf(catalog, shown);
      const channel = stack ? `Channel ${stack.channelOf(kvHead)}` : "Channel";
      axis.show(
        [
          { value: "channels", label: "Stack at the step" },
          { value: "steps", label: `${channel} over steps` },
          { value: "banks", label: "All banks over steps" },
        ],
        state.axis,
      );
      metric.show(
        loadMetricNames.map((value) => ({ value, label: loadMetrics[value].label })),
        state.metric,
      );
      scale.show(scales, state.scale);
      colours.show(colourMaps, state.colours);
      aggregation.show(aggregations, state.aggregation);
    },
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Heat map" },
    labelled("Run", run),
    labelled("Show", axis.element),
    labelled("Metric", metric.element),
    labelled("Scale", scale.element),
    labelled("Colours", colours.element),
    labelled("Cells per pixel", aggregation.element),
  );
}
