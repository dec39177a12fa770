import { element } from "../../dom/element";
import type { CellRange } from "../marking/cell-range";
import type { Cell } from "../matrix";
import type { Divider, Picture } from "../picture";
import type { Viewport } from "../viewport";

/** Dividers stand at least this far apart, in pixels; else only heavier ones are drawn. */
const dividerDistance = 7;
/** Dividers that are nearer to each other are all drawn thin, so as not to hide the cells. */
const wideDistance = 24;

/** More marks than this are not told apart, and slow a page down. */
const mostMarks = 1024;

/** What lies over the cells: dividers, marks of what is selected elsewhere, range and cursor. */
export class CellFrame {
  readonly #dividers = element("div", { class: "heat-map-dividers" });
  readonly #rowMark = element("div", { class: "heat-map-mark heat-map-mark-row" });
  readonly #columnMark = element("div", { class: "heat-map-mark heat-map-mark-column" });
  readonly #marks = element("div", { class: "heat-map-marks" });
  readonly #picked = element("div", { class: "heat-map-picked", hidden: true });
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
    this.#dividers,
    this.#rowMark,
    this.#columnMark,
    this.#marks,
    this.#picked,
    this.#range,
    this.#across,
    this.#down,
    this.#cursor,
  );

  show(picture: Picture, viewport: Viewport): void {
    const { matrix, rowAxis, columnAxis, markedRow, markedColumn, picked } = picture;
    const { width, height } = this.element.getBoundingClientRect();
    const { row, rows, column, columns } = viewport;
    this.#dividers.replaceChildren(
      ...makeDividers(columnAxis.dividers, { from: column, size: columns }, width, "left"),
      ...makeDividers(rowAxis.dividers, { from: row, size: rows }, height, "top"),
    );
    const allRows = { fromRow: 0, toRow: matrix.rows };
    const allColumns = { fromColumn: 0, toColumn: matrix.columns };
    const marked = (index: number) => [index, index + 1] as const;
    if (markedRow === undefined) this.#rowMark.hidden = true;
    else {
      const [fromRow, toRow] = marked(markedRow);
      place(this.#rowMark, { ...allColumns, fromRow, toRow }, viewport);
    }
    if (markedColumn === undefined) this.#columnMark.hidden = true;
    else {
      const [fromColumn, toColumn] = marked(markedColumn);
      place(this.#columnMark, { ...allRows, fromColumn, toColumn }, viewport);
    }
    place(this.#picked, picked && rangeOf(picked), viewport);
    this.#marks.replaceChildren(...marksInView(picture, viewport));
  }

  /** Marks a range of cells, or none. */
  mark(range: CellRange | undefined, viewport: Viewport): void {
    place(this.#range, range, viewport);
  }

  /** Puts the cursor and its crosshair on a cell, or nowhere. */
  point(cell: Cell | undefined, viewport: Viewport): void {
    place(this.#cursor, cell && rangeOf(cell), viewport);
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

function marksInView({ marks = [] }: Picture, viewport: Viewport): HTMLElement[] {
  const drawn: HTMLElement[] = [];
  for (const { kind, range } of marks) {
    const mark = element("div", { class: `cell-mark cell-mark-${kind}`, "data-test": kind });
    place(mark, range, viewport);
    if (!mark.hidden) drawn.push(mark);
    if (drawn.length === mostMarks) break;
  }
  return drawn;
}

function makeDividers(
  dividers: readonly Divider[],
  part: { readonly from: number; readonly size: number },
  pixels: number,
  side: "left" | "top",
): HTMLElement[] {
  const inView = dividers.filter(({ at }) => at > part.from && at < part.from + part.size);
  const weights = [1, 2, 3] as const;
  // Where light ones crowd, heavier ones alone still tell the larger parts apart.
  const lightest = weights.find((weight) => {
    const count = inView.filter((divider) => divider.weight >= weight).length;
    return count === 0 || pixels / (count + 1) >= dividerDistance;
  });
  const drawn = inView.filter(({ weight }) => weight >= (lightest ?? 3));
  const isCrowded = pixels / (drawn.length + 1) < wideDistance;
  return drawn.map(({ at, weight }) => {
    const width = isCrowded ? 1 : weight;
    const line = element("div", { class: `divider divider-${side} divider-weight-${width}` });
    line.style[side] = `${(100 * (at - part.from)) / part.size}%`;
    return line;
  });
}

function rangeOf({ row, column }: Cell): CellRange {
  return { fromRow: row, toRow: row + 1, fromColumn: column, toColumn: column + 1 };
}

/** Lays an element over what is in view of a range; hides it where that is nothing. */
function place(target: HTMLElement, range: CellRange | undefined, viewport: Viewport): void {
  target.hidden = true;
  if (!range) return;
  const left = share(range.fromColumn, viewport.column, viewport.columns);
  const right = share(range.toColumn, viewport.column, viewport.columns);
  const top = share(range.fromRow, viewport.row, viewport.rows);
  const bottom = share(range.toRow, viewport.row, viewport.rows);
  if (left >= right || top >= bottom) return;
  target.hidden = false;
  Object.assign(target.style, {
    left: `${100 * left}%`,
    top: `${100 * top}%`,
    width: `${100 * (right - left)}%`,
    height: `${100 * (bottom - top)}%`,
  });
}

function share(edge: number, from: number, size: number): number {
  return Math.max(0, Math.min((edge - from) / size, 1));
}
