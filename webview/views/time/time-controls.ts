import type { Scope, TimeState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeScope, changeTime, type PageStore } from "../../state/page-state";
import { makeDropdown } from "../../parts/controls/toolkit";

const units: readonly Choice<TimeState["unit"]>[] = [
  { value: "cycles", label: "Cycles" },
  { value: "ns", label: "Time" },
];

const energies: readonly Choice<TimeState["energyBy"]>[] = [
  { value: "phase", label: "By phase" },
  { value: "part", label: "By what it is spent on" },
];

/** What the view of time sums up, and in which unit. */
export function makeTimeControls(store: PageStore): HTMLElement {
  const unit = makeDropdown<TimeState["unit"]>("time-unit", (value) => {
    changeTime(store, { unit: value });
  });
  const steps = makeDropdown<Scope["steps"]>("time-steps", (value) => {
    changeScope(store, { steps: value });
  });
  const heads = makeDropdown<Scope["heads"]>("time-heads", (value) => {
    changeScope(store, { heads: value });
  });
  const energy = makeDropdown<TimeState["energyBy"]>("time-energy", (value) => {
    changeTime(store, { energyBy: value });
  });
  store.watch(
    ({ view }) => [view.time, view.scope, view.step, view.queryHead],
    ([time, scope, step, queryHead]) => {
      unit.show(units, time.unit);
      steps.show(
        [
          { value: "mean", label: "Mean of all steps" },
          { value: "shown", label: `Step ${step}` },
        ],
        scope.steps,
      );
      heads.show(
        [
          { value: "mean", label: "Mean of all query heads" },
          { value: "shown", label: `Query head ${queryHead}` },
        ],
        scope.heads,
      );
      energy.show(energies, time.energyBy);
    },
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Time" },
    labelled("Unit", unit.element),
    labelled("Steps", steps.element),
    labelled("Heads", heads.element),
    labelled("Energy", energy.element),
  );
}
