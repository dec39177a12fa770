import { element } from "../../dom/element";
import type { Axis, AxisLabel, AxisLevel } from "../picture";

/** The part of an axis that is in view, in cells. */
export interface AxisPart {
  readonly from: number;
  readonly size: number;
}

/** About how much of a line one letter takes, in pixels, and what stays free around a label. */
const letterWidth = 6.5;
const labelMargin = 8;
const lineHeight = 13;
/** From the middle of a label that is made for the part in view to that of the next. */
const labelDistance = { rows: 14, columns: 64 } as const;

/**
 * The labels beside or below a heat map, as text of the page: themed, scaled and selectable. A
 * label stands over what is in view of its cells; a level whose labels do not fit is left empty.
 */
export class AxisView {
  readonly element: HTMLElement;

  constructor(private readonly side: "rows" | "columns") {
    this.element = element("div", { class: `axis axis-${side}`, "aria-hidden": "true" });
  }

  /** @param pixels length of the axis on screen */
  show(axis: Axis, part: AxisPart, pixels: number): void {
    const levels = axis.levels.map((level, index) => this.#level(level, index, part, pixels));
    this.element.replaceChildren(...levels);
  }

  #level(level: AxisLevel, index: number, part: AxisPart, pixels: number): HTMLElement {
    const row = element("div", { class: "axis-level" });
    if (level.name !== "") row.append(element("span", { class: "axis-name" }, level.name));
    const labels = this.#labelsOf(level, part, pixels);
    // Beside the picture, text of the first level runs across the axis, that of others along it.
    const isAcross = this.side === "rows" && index === 0;
    const needs = ({ text }: AxisLabel) =>
      isAcross ? lineHeight : text.length * letterWidth + labelMargin;
    const perCell = pixels / part.size;
    // Labels made for the part in view stand apart already, however narrow their cells are.
    const areApart = level.labelsWithin !== undefined;
    const extent = (label: AxisLabel) => (label.to - label.from) * perCell;
    if (!areApart && labels.some((label) => extent(label) < needs(label))) return row;
    for (const label of labels) {
      const from = Math.max(0, label.from - part.from);
      const to = Math.min(part.size, label.to - part.from);
      const inView = (to - from) * perCell;
      if (inView < Math.min(needs(label), extent(label)) - 0.5) continue;
      row.append(this.#label(label.text, from / part.size, to / part.size));
    }
    return row;
  }

  #labelsOf(level: AxisLevel, part: AxisPart, pixels: number): readonly AxisLabel[] {
    if (!level.labelsWithin) return level.labels;
    const to = Math.ceil(part.from + part.size);
    const count = Math.max(1, Math.floor(pixels / labelDistance[this.side]));
    return level.labelsWithin(Math.floor(part.from), to, count);
  }

  /** @param from @param to shares of the axis in view */
  #label(text: string, from: number, to: number): HTMLElement {
    const label = element("span", { class: "axis-label" }, element("span", {}, text));
    const start = `${100 * from}%`;
    const size = `${100 * (to - from)}%`;
    if (this.side === "columns") Object.assign(label.style, { left: start, width: size });
    else Object.assign(label.style, { top: start, height: size });
    return label;
  }
}
