import type { TimeState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { makeDropdown } from "../../parts/controls/dropdown";
import { makeSegmented } from "../../parts/controls/segmented";
import { makeCheckbox } from "../../parts/controls/toolkit";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeTime, type PageStore } from "../../state/page-state";

const costs: readonly Choice<TimeState["show"]>[] = [
  { value: "time", label: "Time" },
  { value: "energy", label: "Energy" },
];

const units: readonly Choice<TimeState["unit"]>[] = [
  { value: "cycles", label: "Cycles" },
  { value: "ns", label: "Time" },
];

const energies: readonly Choice<TimeState["energyBy"]>[] = [
  { value: "phase", label: "By phase" },
  { value: "part", label: "By what it is spent on" },
];

/** What of a step's cost is shown. */
export function makeCostChoice(store: PageStore): HTMLElement {
  const cost = makeSegmented<TimeState["show"]>("time-show", "Cost", (show) => {
    changeTime(store, { show });
  });
  store.watch(
    ({ view }) => view.time.show,
    (show) => cost.show(costs, show),
  );
  return cost.element;
}

/** What is chosen rarely: units, parts and the table. */
export function makeTimeSettings(store: PageStore): HTMLElement {
  const unit = makeDropdown<TimeState["unit"]>("time-unit", (value) => {
    changeTime(store, { unit: value });
  });
  const energy = makeDropdown<TimeState["energyBy"]>("time-energy", (value) => {
    changeTime(store, { energyBy: value });
  });
  const table = makeCheckbox("time-show-table", "Show as table", (asTable) => {
    changeTime(store, { asTable });
  });
  store.watch(
    ({ view }) => view.time,
    (time) => {
      unit.show(units, time.unit);
      energy.show(energies, time.energyBy);
      table.show(time.asTable);
    },
  );
  return element(
    "div",
    { class: "settings-list" },
    labelled("Time in", unit.element),
    labelled("Energy", energy.element),
    table.element,
  );
}
