import { element } from "../dom/element";
import type { Cell, Grid } from "./geometry";
import type { Axis, Picture } from "./picture";

/** What lies over the cells: dividers, marks of what is selected elsewhere, and the cursor. */
export class CellFrame {
  readonly #dividers = element("div", { class: "heat-map-dividers" });
  readonly #rowMark = element("div", { class: "heat-map-mark heat-map-mark-row" });
  readonly #columnMark = element("div", { class: "heat-map-mark heat-map-mark-column" });
  readonly #cursor = element("div", {
    class: "heat-map-cursor",
    "data-test": "heat-map-cursor",
    hidden: true,
  });
  readonly element = element(
    "div",
    { class: "heat-map-frame", "aria-hidden": "true" },
    this.#dividers,
    this.#rowMark,
    this.#columnMark,
    this.#cursor,
  );

  show({ matrix, rowAxis, columnAxis, markedRow, markedColumn }: Picture): void {
    const lines = [
      ...dividersOf(columnAxis, matrix.columns, "left"),
      ...dividersOf(rowAxis, matrix.rows, "top"),
    ];
    this.#dividers.replaceChildren(...lines);
    const { rows, columns } = matrix;
    place(this.#rowMark, markedRow === undefined ? undefined : { row: markedRow, column: 0 }, {
      rows,
      columns: 1,
    });
    place(
      this.#columnMark,
      markedColumn === undefined ? undefined : { row: 0, column: markedColumn },
      { rows: 1, columns },
    );
  }

  /** Puts the cursor on a cell, or nowhere. */
  point(cell: Cell | undefined, grid: Grid): void {
    place(this.#cursor, cell, grid);
  }

  /** Where the cursor is in the window. */
  cursorBox(): DOMRect {
    return this.#cursor.getBoundingClientRect();
  }
}

function dividersOf(axis: Axis, length: number, side: "left" | "top"): HTMLElement[] {
  return axis.dividers.map(({ at, weight }) => {
    const line = element("div", { class: `divider divider-${side} divider-weight-${weight}` });
    line.style[side] = `${(100 * at) / length}%`;
    return line;
  });
}

function place(target: HTMLElement, cell: Cell | undefined, grid: Grid): void {
  target.hidden = cell === undefined;
  if (!cell) return;
  Object.assign(target.style, {
    left: `${(100 * cell.column) / grid.columns}%`,
    top: `${(100 * cell.row) / grid.rows}%`,
    width: `${100 / grid.columns}%`,
    height: `${100 / grid.rows}%`,
  });
}
