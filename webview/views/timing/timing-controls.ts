import type { Scope, TimingState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeScope, changeTiming, type PageStore } from "../../state/page-state";
import { makeDropdown } from "../../parts/controls/toolkit";

const units: readonly Choice<TimingState["unit"]>[] = [
  { value: "cycles", label: "Cycles" },
  { value: "ns", label: "Time" },
];

const energies: readonly Choice<TimingState["energyBy"]>[] = [
  { value: "phase", label: "By phase" },
  { value: "part", label: "By what it is spent on" },
];

/** What the timing view sums up, and in which unit. */
export function makeTimingControls(store: PageStore): HTMLElement {
  const unit = makeDropdown<TimingState["unit"]>("timing-unit", (value) => {
    changeTiming(store, { unit: value });
  });
  const steps = makeDropdown<Scope["steps"]>("timing-steps", (value) => {
    changeScope(store, { steps: value });
  });
  const heads = makeDropdown<Scope["heads"]>("timing-heads", (value) => {
    changeScope(store, { heads: value });
  });
  const energy = makeDropdown<TimingState["energyBy"]>("timing-energy", (value) => {
    changeTiming(store, { energyBy: value });
  });
  store.watch(
    ({ view }) => [view.timing, view.scope, view.step, view.queryHead],
    ([timing, scope, step, queryHead]) => {
      unit.show(units, timing.unit);
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
      energy.show(energies, timing.energyBy);
    },
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Timing" },
    labelled("Unit", unit.element),
    labelled("Steps", steps.element),
    labelled("Heads", heads.element),
    labelled("Energy", energy.element),
  );
}
