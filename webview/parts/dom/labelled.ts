import { element } from "./element";

/** A control under its visible name, which is also its accessible name. */
export function labelled(label: string, control: HTMLElement): HTMLElement {
  const name = element("span", { id: `${control.id}-label`, class: "field-label" }, label);
  control.setAttribute("aria-labelledby", name.id);
  return element("div", { class: "field" }, name, control);
}
