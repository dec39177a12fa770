import { sameValue } from "../../../src/shared/same-value";
import { element } from "../dom/element";
import type { Choice } from "./choice";

export interface ChoiceControl<Value extends string = string> {
  readonly element: HTMLElement;
  show(choices: readonly Choice<Value>[], value: Value): void;
}

/** The editor's own list to choose from: it opens over the page's edges, and typing finds entries. */
export function makeDropdown<Value extends string>(
  id: string,
  onChoose: (value: Value) => void,
): ChoiceControl<Value> {
  const control = element("select", { id, class: "dropdown" });
  let shown: readonly Choice<Value>[] = [];
  control.addEventListener("change", () => {
    const chosen = shown.at(control.selectedIndex);
    if (chosen) onChoose(chosen.value);
  });
  return {
    element: control,
    show(choices, value) {
      if (!sameValue(choices, shown)) {
        shown = choices;
        control.replaceChildren(
          ...choices.map((choice) => {
            return element(
              "option",
              { value: choice.value, disabled: choice.disabled },
              choice.label,
            );
          }),
        );
      }
      control.value = value;
    },
  };
}
