import { element } from "../../dom/element";
import { cellRange, type CellRange } from "../marking/cell-range";
import type { Cell } from "../matrix";
import type { Viewport } from "../viewport";
import { placeRange } from "./place-range";

/** The plot, in shares of itself. */
const whole = { left: 0, top: 0, width: 1, height: 1 };

/** What follows the pointer and the keys over the cells: range, cursor and its crosshair. */
export class CellFrame {
  readonly #range = element("div", {
    class: "heat-map-range",
    "data-test": "heat-map-range",
    hidden: true,
  });
  readonly #across = element("div", { class: "crosshair crosshair-row", hidden: true });
  readonly #down = element("div", { class: "crosshair crosshair-column", hidden: true });
  readonly #cursor = element("div", {
    class: "heat-map-cursor",
    "data-test": "heat-map-cursor",
    hidden: true,
  });
  readonly element = element(
    "div",
    { class: "heat-map-frame", "aria-hidden": "true" },
    this.#range,
    this.#across,
    this.#down,
    this.#cursor,
  );

  /** Marks a range of cells, or none. */
  mark(range: CellRange | undefined, viewport: Viewport): void {
    place(this.#range, range, viewport);
  }

  /** Puts the cursor and its crosshair on a cell, or nowhere. */
  point(cell: Cell | undefined, viewport: Viewport): void {
    place(this.#cursor, cell && cellRange(cell), viewport);
    const isInView = !this.#cursor.hidden;
    this.#across.hidden = !isInView;
    this.#down.hidden = !isInView;
    if (!cell || !isInView) return;
    this.#across.style.top = `${(100 * (cell.row + 0.5 - viewport.row)) / viewport.rows}%`;
    this.#down.style.left = `${(100 * (cell.column + 0.5 - viewport.column)) / viewport.columns}%`;
  }

  /** Where the cursor is in the window. */
  cursorBox(): DOMRect {
    return this.#cursor.getBoundingClientRect();
  }
}

/** Lays an element over what is in view of a range; hides it where that is nothing. */
function place(target: HTMLElement, range: CellRange | undefined, viewport: Viewport): void {
  const box = range && placeRange(range, viewport, whole);
  target.hidden = box === undefined;
  if (!box) return;
  Object.assign(target.style, {
    left: `${100 * box.left}%`,
    top: `${100 * box.top}%`,
    width: `${100 * box.width}%`,
    height: `${100 * box.height}%`,
  });
}
