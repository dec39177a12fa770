import type { ComparedFigure } from "../../../src/shared/protocol";
import { comparedFigures } from "../../../src/shared/protocol/view-state";
import { makeDropdown } from "../../parts/controls/dropdown";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeCompare, type PageStore } from "../../state/page-state";
import { measureOf } from "../../state/runs/measures";

/** Which two figures are set against each other. */
export function makeAxisControls(store: PageStore): HTMLElement {
  const choices = comparedFigures.map((value) => ({ value, label: measureOf(value).label }));
  const up = makeDropdown<ComparedFigure>("trade-off-quality", (quality) => {
    changeCompare(store, { quality });
  });
  const across = makeDropdown<ComparedFigure>("trade-off-cost", (cost) => {
    changeCompare(store, { cost });
  });
  store.watch(
    ({ view }) => view.compare,
    ({ cost, quality }) => {
      up.show(choices, quality);
      across.show(choices, cost);
    },
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Axes" },
    labelled("Show", up.element),
    labelled("against", across.element),
  );
}
