import { sameValue } from "../../../src/shared/same-value";
import { element } from "../dom/element";
import type { Choice } from "./choice";
import type { ChoiceControl } from "./dropdown";

/** A few choices side by side, of which one holds; the arrow keys go from one to the next. */
export function makeSegmented<Value extends string>(
  id: string,
  label: string,
  onChoose: (value: Value) => void,
): ChoiceControl<Value> {
  const group = element("div", { id, class: "segmented", role: "radiogroup", "aria-label": label });
  let shown: readonly Choice<Value>[] = [];
  let inputs: readonly HTMLInputElement[] = [];
  const makeInput = ({ value, disabled }: Choice<Value>) => {
    const attributes = { type: "radio", name: id, id: `${id}-${value}`, value, disabled };
    const input = element("input", { ...attributes, class: "visually-hidden" });
    input.addEventListener("change", () => onChoose(value));
    return input;
  };
  return {
    element: group,
    show(choices, value) {
      if (!sameValue(choices, shown)) {
        shown = choices;
        inputs = choices.map(makeInput);
        const segments = choices.map(({ label: name }, index) => {
          return element("label", { class: "segment" }, inputs[index], name);
        });
        group.replaceChildren(...segments);
      }
      inputs.forEach((input, index) => (input.checked = shown[index].value === value));
    },
  };
}
