import { element, setAttributes } from "../../parts/dom/element";
import { formatCount } from "../../parts/format/number";
import { changeView, type PageStore } from "../../state/page-state";
import { makeIconButton } from "../../parts/controls/toolkit";
import { makeNumberField } from "../../parts/controls/number-field";

/** The shown decode step: a slider, its neighbours, and its number. */
export function makeStepControl(store: PageStore): HTMLElement {
  const go = (step: number) => {
    const last = store.state.trace.header.decodeSteps - 1;
    changeView(store, { step: Math.max(0, Math.min(step, last)) });
  };
  const slider = element("input", { id: "step", type: "range", min: 0, "aria-label": "Step" });
  slider.addEventListener("input", () => go(slider.valueAsNumber));
  const previous = makeIconButton("step-previous", "previous", "Previous step", () => {
    go(store.state.view.step - 1);
  });
  const next = makeIconButton("step-next", "next", "Next step", () => {
    go(store.state.view.step + 1);
  });
  const number = makeNumberField("step-number", "Step", go);
  const position = element("span", { id: "step-position", class: "note" });

  store.watch(
    ({ trace, view }) => [trace.header, view.step],
    ([{ decodeSteps, promptTokens }, step]) => {
      const last = Math.max(0, decodeSteps - 1);
      const context = `${formatCount(promptTokens + step + 1)} tokens of context`;
      setAttributes(slider, {
        max: last,
        "aria-valuetext": `step ${step} of 0 to ${last}, ${context}`,
      });
      slider.disabled = decodeSteps < 2;
      slider.value = `${step}`;
      number.show(step, { minimum: 0, maximum: last, integer: true });
      previous.enable(step > 0);
      next.enable(step < last);
      position.textContent = `of 0 to ${formatCount(last)} · ${context}`;
    },
  );
  return element(
    "div",
    { class: "step-control", role: "group", "aria-label": "Step" },
    number.element,
    element("div", { class: "step-slider" }, previous.element, slider, next.element),
    position,
  );
}
