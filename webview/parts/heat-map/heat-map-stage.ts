import { element, setText } from "../dom/element";
import { AxisView } from "./drawing/axis-view";
import { CellFrame } from "./drawing/cell-frame";
import type { CellRange } from "./marking/cell-range";
import { ColourBar } from "../colours/colour-bar";
import type { Cell } from "./matrix";
import { HeatMapCanvas } from "./drawing/heat-map-canvas";
import { keyHelp } from "./heat-map-keys";
import type { CellText, Picture } from "./picture";
import { positionOf } from "../colours/scale";
import { Tooltip } from "./tooltip";
import type { Viewport } from "./viewport";

/** What a heat map is made of on screen: cells, frame, axes, colour bar, tooltip, live region. */
export class HeatMapStage {
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
  /** The part that takes the pointer and the focus. */
  readonly picture: HTMLElement;
  readonly element: HTMLElement;

  /** @param id of the picture in the page */
  constructor(id: string) {
    this.picture = element(
      "div",
      {
        id,
        class: "heat-map-picture",
        role: "application",
        "aria-roledescription": "heat map",
        "aria-describedby": `${id}-help`,
        tabindex: 0,
      },
      this.#canvas.element,
      this.#frame.element,
    );
    this.element = element(
      "div",
      { class: "heat-map" },
      this.#rowAxis.element,
      this.picture,
      this.#bar.element,
      this.#columnAxis.element,
      this.#tooltip.element,
      this.#spoken,
      element("div", { id: `${id}-help`, class: "visually-hidden" }, keyHelp),
    );
  }

  get hasFocus(): boolean {
    return document.activeElement === this.picture;
  }

  /** What does not depend on the part in view. */
  show(picture: Picture): void {
    this.picture.setAttribute("aria-label", picture.label);
    this.#bar.show(picture);
  }

  /** Draws the part in view, at the size that the heat map now has. */
  draw(picture: Picture, viewport: Viewport): void {
    const { row, rows, column, columns } = viewport;
    const { clientWidth, clientHeight } = this.picture;
    this.#canvas.draw(picture, viewport);
    this.#rowAxis.show(picture.rowAxis, { from: row, size: rows }, clientHeight);
    this.#columnAxis.show(picture.columnAxis, { from: column, size: columns }, clientWidth);
    this.#frame.show(picture, viewport);
  }

  mark(range: CellRange | undefined, viewport: Viewport): void {
    this.#frame.mark(range, viewport);
  }

  /** Shows the cursor at a cell, and on the colour bar at its value; the tooltip is hidden. */
  point(cell: Cell | undefined, { matrix, scale }: Picture, viewport: Viewport): void {
    this.#tooltip.hide();
    this.#frame.point(cell, viewport);
    const value = cell && matrix.values[cell.row * matrix.columns + cell.column];
    this.#bar.point(value === undefined ? undefined : positionOf(scale, value));
  }

  /** Shows words at a place of the window, or at the cursor. */
  explain(text: CellText, at?: { readonly clientX: number; readonly clientY: number }): void {
    if (at) this.#tooltip.show(text, at.clientX, at.clientY);
    else {
      const { right, bottom } = this.#frame.cursorBox();
      this.#tooltip.show(text, right, bottom);
    }
  }

  hideTooltip(): void {
    this.#tooltip.hide();
  }

  /** Has a reader say something. */
  say(text: string): void {
    setText(this.#spoken, text);
  }

  /** Shows what a cell is and holds, and reads it to who listens. */
  read(text: CellText): void {
    this.explain(text);
    this.say([text.title, ...text.lines].join(". "));
  }
}
