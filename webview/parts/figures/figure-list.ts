import { element } from "../dom/element";
import type { ShownFigure } from "./shown-figure";

/** A titled list of figures; `data-test` names each. */
export class FigureList {
  readonly #title = element("h3");
  readonly #list = element("dl", { class: "figures" });
  readonly element = element("section", { class: "figure-list" }, this.#title, this.#list);

  show(title: string, figures: readonly ShownFigure[]): void {
    this.#title.textContent = title;
    this.#list.replaceChildren(...figures.map(makeFigure));
  }
}

function makeFigure({ id, label, value, meaning, missing }: ShownFigure): HTMLElement {
  return element(
    "div",
    { class: "figure", title: meaning, "data-test": `figure-${id}` },
    element("dt", {}, label),
    missing === undefined
      ? element("dd", {}, value)
      : element("dd", { class: "missing" }, `not available: ${missing}`),
  );
}
