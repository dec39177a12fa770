import { element } from "../dom/element";
import type { ShownFigure } from "./shown-figure";

/** What hovering over the figures tells, for keyboards, touch screens and readers. */
export class FigureMeanings {
  readonly #list = element("dl", { class: "meanings" });
  readonly element = element(
    "details",
    { class: "meanings-holder" },
    element("summary", {}, "What the figures mean"),
    this.#list,
  );

  show(figures: readonly ShownFigure[]): void {
    this.#list.replaceChildren(
      ...figures.flatMap(({ label, meaning }) => [
        element("dt", {}, label),
        element("dd", {}, meaning),
      ]),
    );
  }
}
