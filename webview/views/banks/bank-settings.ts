import type { HeatMapState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { makeDropdown } from "../../parts/controls/dropdown";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeHeatMap, type PageStore } from "../../state/page-state";

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

/** How the heat maps are coloured. @param others that belong below */
export function makeBankSettings(store: PageStore, ...others: readonly HTMLElement[]): HTMLElement {
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
    ({ view }) => view.heatMap,
    (state) => {
      scale.show(scales, state.scale);
      colours.show(colourMaps, state.colours);
      aggregation.show(aggregations, state.aggregation);
    },
  );
  return element(
    "div",
    { class: "banks-settings", role: "group", "aria-label": "Looks of the heat maps" },
    labelled("Scale", scale.element),
    labelled("Colours", colours.element),
    labelled("Cells per pixel", aggregation.element),
    ...others,
  );
}
