import type { CimView, Strategy } from "../../../../src/shared/protocol/cim";
import type { Choice } from "../../../parts/controls/choice";
import { element } from "../../../parts/dom/element";
import { labelled } from "../../../parts/dom/labelled";
import { makeNumberField } from "../../../parts/controls/number-field";
import { makeButton } from "../../../parts/controls/button";
import { makeDropdown } from "../../../parts/controls/dropdown";
import { makeIconButton } from "../../../parts/controls/icon-button";
import { changeView, shownStrategy, type ArraysStore } from "../state";

const colourings: readonly Choice<CimView["colourBy"]>[] = [
  { value: "diagonal", label: "Diagonal" },
  { value: "matrix", label: "Matrix" },
  { value: "step", label: "Step" },
];

const colourMaps: readonly Choice<CimView["colours"]>[] = [
  { value: "viridis", label: "Viridis" },
  { value: "cividis", label: "Cividis" },
  { value: "editor", label: "Editor's charts" },
];

/** Which strategy is shown, all of its arrays or one of them, and how it is coloured. */
export function makeMapControls(store: ArraysStore): HTMLElement {
  const { strategyNames } = store.state.catalog;
  const strategies = (Object.keys(strategyNames) as Strategy[]).map((value) => {
    return { value, label: strategyNames[value] };
  });
  const strategy = makeDropdown<Strategy>("strategy", (value) => {
    // Array and step of one strategy are not those of another.
    store.update({ isPlaying: false });
    changeView(store, { strategy: value, array: null, tick: 0 });
  });
  const open = (array: number | null) => changeView(store, { array });
  const all = makeButton("all-arrays", "All arrays", "secondary", () => open(null));
  const previous = makeIconButton("array-previous", "previous", "Previous array", () => {
    open((store.state.view.array ?? 0) - 1);
  });
  const next = makeIconButton("array-next", "next", "Next array", () => {
    open((store.state.view.array ?? -1) + 1);
  });
  const number = makeNumberField("array-number", "Array", open);
  const one = element("div", { class: "array-steps" }, previous.element, next.element);
  const colourBy = makeDropdown<CimView["colourBy"]>("colour-by", (value) => {
    changeView(store, { colourBy: value });
  });
  const colours = makeDropdown<CimView["colours"]>("colours", (value) => {
    changeView(store, { colours: value });
  });
  const byField = labelled("Colour by", colourBy.element);
  store.watch(
    ({ view, study }) => [view, study.summary],
    ([view]) => {
      const last = (shownStrategy(store.state)?.arrays ?? 1) - 1;
      strategy.show(strategies, view.strategy);
      number.show(view.array ?? 0, { minimum: 0, maximum: last, integer: true });
      number.element.hidden = view.array === null;
      all.enable(view.array !== null);
      previous.enable(view.array !== null && view.array > 0);
      next.enable(view.array === null || view.array < last);
      byField.hidden = view.array === null;
      colourBy.show(colourings, view.colourBy);
      colours.show(colourMaps, view.colours);
    },
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Arrays" },
    labelled("Strategy", strategy.element),
    all.element,
    number.element,
    one,
    byField,
    labelled("Colours", colours.element),
  );
}
