import { element } from "./element";

/** A control beside its name, which stays its accessible name where there is no room to show it. */
export function labelled(label: string, control: HTMLElement): HTMLElement {
  control.setAttribute("aria-label", label);
  return element(
    "div",
    { class: "field" },
    element("span", { class: "field-label" }, label),
    control,
  );
}
