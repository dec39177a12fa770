import { element, type Attributes } from "../dom/element";
import type { ButtonControl } from "./button-control";

/** A button of the page itself. */
export interface PlainButton extends ButtonControl {
  readonly element: HTMLButtonElement;
}

export function makePlainButton(
  attributes: Attributes,
  onPress: (event: MouseEvent) => void,
  ...children: readonly (Node | string)[]
): PlainButton {
  const control = element("button", { type: "button", ...attributes }, ...children);
  control.addEventListener("click", onPress);
  return {
    element: control,
    enable: (enabled) => void (control.disabled = !enabled),
    focus: () => control.focus(),
  };
}
