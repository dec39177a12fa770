import type { BankMetric, HeatMapState } from "../../../src/shared/protocol";
import { element, setAttributes } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { makeDropdown } from "../../parts/controls/dropdown";
import { makePlainButton } from "../../parts/controls/plain-button";
import { stackOf } from "../../state/bank-address";
import { changeHeatMap, type PageStore } from "../../state/page-state";
import { bankMetrics, labelOfMetric, meaningOfMetric } from "./bank-metrics";

/**
 * What the heat maps show, and of which steps.
 * @param run what to choose the run by where one is shown at a time
 */
export function makeBankControls(store: PageStore, run: HTMLElement): HTMLElement {
  const metric = makeDropdown<BankMetric>("heat-map-metric", (value) => {
    changeHeatMap(store, { metric: value, low: null, high: null });
  });
  const axis = makeDropdown<HeatMapState["axis"]>("heat-map-axis", (value) => {
    // Cells of one axis mean nothing on another.
    changeHeatMap(store, { axis: value, viewport: null, range: null });
  });
  const difference = makePlainButton(
    { id: "heat-map-difference", class: "text-button toggle" },
    () => {
      const { heatMap } = store.state.view;
      changeHeatMap(store, { difference: !heatMap.difference, low: null, high: null });
    },
    "Δ",
  );
  const meaning = "Difference to the baseline: how much more each run has";
  setAttributes(difference.element, { "aria-label": meaning, title: meaning });
  store.watch(
    ({ trace, view }) => [trace.catalog, view.heatMap, view.kvHead, view.runs.at(view.shownRun)],
    ([catalog, state, kvHead, shown]) => {
      const stack = stackOf(catalog, shown);
      const channel = stack ? `channel ${stack.channelOf(kvHead)}` : "channel";
      axis.show(
        [
          { value: "channels", label: "this step" },
          { value: "banks", label: "steps × banks" },
          { value: "steps", label: `steps × ${channel}` },
        ],
        state.axis,
      );
      metric.show(
        bankMetrics.map((value) => ({ value, label: labelOfMetric(value) })),
        state.metric,
      );
      metric.element.title = meaningOfMetric(state.metric);
      setAttributes(difference.element, { "aria-pressed": String(state.difference) });
    },
  );
  return element(
    "div",
    { class: "banks-controls", role: "group", "aria-label": "Heat maps" },
    run,
    labelled("Show", metric.element),
    difference.element,
    labelled("at", axis.element),
  );
}
