import { element, setText } from "../dom/element";
import { AxisView } from "./axis-view";
import { CellFrame } from "./cell-frame";
import { ColourBar } from "./colour-bar";
import { cellAt, keepInside, moveCell, type Cell } from "./geometry";
import { HeatMapCanvas } from "./heat-map-canvas";
import type { Picture } from "./picture";
import { positionOf } from "./scale";
import { Tooltip } from "./tooltip";

const help =
  "Arrow keys move from cell to cell, Page Up and Page Down by a sixteenth, Home and End to the " +
  "ends of a row, Enter selects, Escape leaves.";

/** A heat map with axes, colour bar, tooltip and a cursor for the mouse and the keyboard. */
export class HeatMap {
  readonly #canvas = new HeatMapCanvas();
  readonly #frame = new CellFrame();
  readonly #rowAxis = new AxisView("rows");
  readonly #columnAxis = new AxisView("columns");
  readonly #bar = new ColourBar();
  readonly #tooltip = new Tooltip();
  readonly #spoken = element("div", {
    class: "visually-hidden",
    "aria-live": "polite",
    "data-test": "heat-map-live",
  });
  readonly #picture = element(
    "div",
    {
      id: "heat-map",
      class: "heat-map-picture",
      role: "application",
      "aria-roledescription": "heat map",
      "aria-describedby": "heat-map-help",
      tabindex: 0,
    },
    this.#canvas.element,
    this.#frame.element,
  );
  readonly element = element(
    "div",
    { class: "heat-map" },
    this.#rowAxis.element,
    this.#picture,
    this.#bar.element,
    this.#columnAxis.element,
    this.#tooltip.element,
    this.#spoken,
    element("div", { id: "heat-map-help", class: "visually-hidden" }, help),
  );
  #shown: Picture | undefined;
  /** Where the keyboard left the cursor. */
  #cursor: Cell | undefined;

  /** @param onPick told of a clicked cell, or of the cursor's on Enter */
  constructor(private readonly onPick: (cell: Cell) => void) {
    new ResizeObserver(() => this.redraw()).observe(this.#picture);
    const picture = this.#picture;
    picture.addEventListener("pointermove", (event) => this.#hover(event));
    picture.addEventListener("pointerleave", () => this.#leave());
    picture.addEventListener("click", (event) => this.#pick(this.#cellUnder(event)));
    picture.addEventListener("keydown", (event) => this.#onKey(event));
    picture.addEventListener("blur", () => this.#point(undefined));
  }

  show(picture: Picture): void {
    this.#shown = picture;
    this.#picture.setAttribute("aria-label", picture.label);
    this.#rowAxis.show(picture.rowAxis, picture.matrix.rows);
    this.#columnAxis.show(picture.columnAxis, picture.matrix.columns);
    this.#bar.show(picture);
    this.#frame.show(picture);
    if (this.#cursor) this.#cursor = keepInside(this.#cursor, picture.matrix);
    this.#point(document.activeElement === this.#picture ? this.#cursor : undefined);
    this.redraw();
  }

  /** Draws the cells again, at the size that the heat map now has. */
  redraw(): void {
    if (this.#shown) this.#canvas.draw(this.#shown);
  }

  #cellUnder(event: MouseEvent): Cell | undefined {
    if (!this.#shown) return undefined;
    const box = this.#picture.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    return cellAt(this.#shown.matrix, x, y);
  }

  #hover(event: PointerEvent): void {
    const cell = this.#cellUnder(event);
    this.#point(cell);
    if (cell && this.#shown) {
      this.#tooltip.show(this.#shown.describe(cell), event.clientX, event.clientY);
    }
  }

  #leave(): void {
    this.#point(document.activeElement === this.#picture ? this.#cursor : undefined);
  }

  #pick(cell: Cell | undefined): void {
    if (!cell) return;
    this.#cursor = cell;
    this.onPick(cell);
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#shown || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") this.#pick(this.#cursor);
    else if (event.key === "Escape") this.#point((this.#cursor = undefined));
    else if (!this.#move(event.key, this.#shown)) return;
    event.preventDefault();
  }

  /** The first key only shows the cursor where it is. */
  #move(key: string, picture: Picture): boolean {
    const start = { row: picture.markedRow ?? 0, column: picture.markedColumn ?? 0 };
    const moved = moveCell(this.#cursor ?? start, key, picture.matrix);
    if (!moved) return false;
    this.#cursor = this.#cursor ? moved : start;
    this.#point(this.#cursor);
    const text = picture.describe(this.#cursor);
    const { right, bottom } = this.#frame.cursorBox();
    this.#tooltip.show(text, right, bottom);
    setText(this.#spoken, [text.title, ...text.lines].join(". "));
    return true;
  }

  /** Shows the cursor at a cell, and on the colour bar at its value; the tooltip is hidden. */
  #point(cell: Cell | undefined): void {
    if (!this.#shown) return;
    const { matrix, scale } = this.#shown;
    this.#tooltip.hide();
    this.#frame.point(cell, matrix);
    const value = cell && matrix.values[cell.row * matrix.columns + cell.column];
    this.#bar.point(value === undefined ? undefined : positionOf(scale, value));
  }
}
