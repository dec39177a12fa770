import { element } from "../dom/element";
import type { Axis, AxisLevel } from "./picture";

/** The labels beside or below a heat map, as text of the page: themed, scaled and selectable. */
export class AxisView {
  readonly element: HTMLElement;
  #shown: Axis | undefined;

  constructor(private readonly side: "rows" | "columns") {
    this.element = element("div", { class: `axis axis-${side}`, "aria-hidden": "true" });
  }

  /** @param length cells along the axis */
  show(axis: Axis, length: number): void {
    if (axis === this.#shown) return;
    this.#shown = axis;
    this.element.replaceChildren(...axis.levels.map((level) => this.#level(level, length)));
  }

  #level({ name, labels }: AxisLevel, length: number): HTMLElement {
    const row = element("div", { class: "axis-level" });
    if (name !== "") row.append(element("span", { class: "axis-name" }, name));
    for (const { from, to, text } of labels) {
      const label = element("span", { class: "axis-label" }, element("span", {}, text));
      const start = `${(100 * from) / length}%`;
      const size = `${(100 * (to - from)) / length}%`;
      if (this.side === "columns") Object.assign(label.style, { left: start, width: size });
      else Object.assign(label.style, { top: start, height: size });
      row.append(label);
    }
    return row;
  }
}
