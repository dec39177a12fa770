import { element, setAttributes, setText } from "../dom/element";
import { AroundCanvas } from "./drawing/around-canvas";
import { CellFrame } from "./drawing/cell-frame";
import type { HeatMapLayout } from "./drawing/layout";
import type { HeatMapLook } from "./drawing/look";
import { marksInView } from "./drawing/paint-marks";
import type { CellRange } from "./marking/cell-range";
import type { Cell } from "./matrix";
import { HeatMapCanvas } from "./drawing/heat-map-canvas";
import { keyHelp } from "./heat-map-keys";
import type { CellText, Picture } from "./picture";
import { Tooltip } from "./tooltip";
import type { Viewport } from "./viewport";

/** What a heat map is made of on screen: cells, what is around them, cursor, tooltip, live region. */
export class HeatMapStage {
  readonly #canvas = new HeatMapCanvas();
  readonly #around = new AroundCanvas();
  readonly #frame = new CellFrame();
  readonly #tooltip = new Tooltip();
  #layout: HeatMapLayout | undefined;
  readonly #spoken = element("div", {
    class: "visually-hidden",
    "aria-live": "polite",
    "data-test": "heat-map-live",
  });
  /** The part that takes the pointer and the focus: the cells. */
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
      { class: "heat-map-stage" },
      this.picture,
      this.#around.element,
      this.#tooltip.element,
      this.#spoken,
      element("div", { id: `${id}-help`, class: "visually-hidden" }, keyHelp),
    );
  }

  get hasFocus(): boolean {
    return document.activeElement === this.picture;
  }

  /**
   * Draws the part in view, at the size that the heat map now has; undefined while it has none.
   * @returns where its parts lie
   */
  draw(picture: Picture, viewport: Viewport, look: HeatMapLook): HeatMapLayout | undefined {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width === 0 || height === 0) return undefined;
    const layout = this.#around.draw(picture, viewport, { width, height }, look);
    setAttributes(this.picture, { "aria-label": picture.label });
    if (layout !== this.#layout) {
      this.#place(layout);
      this.#describe(layout, picture, viewport);
    }
    this.#layout = layout;
    this.#canvas.draw(picture, viewport, layout.plot, look);
    return layout;
  }

  #place({ plot }: HeatMapLayout): void {
    const { style } = this.picture;
    for (const side of ["left", "top", "width", "height"] as const) {
      style[side] = `${plot[side]}px`;
    }
  }

  /** What is drawn around the cells, for those who look for it. */
  #describe({ rowLevels, columnLevels }: HeatMapLayout, picture: Picture, viewport: Viewport) {
    const { dataset } = this.picture;
    const textOf = (levels: HeatMapLayout["rowLevels"]) =>
      levels.flatMap(({ labels }) => labels.map(({ text }) => text)).join("|");
    dataset.rows = textOf(rowLevels);
    dataset.columns = textOf(columnLevels);
    dataset.frames = `${marksInView(picture, viewport).filter(({ kind }) => kind === "frame").length}`;
  }

  mark(range: CellRange | undefined, viewport: Viewport): void {
    this.#frame.mark(range, viewport);
  }

  /** Shows the cursor at a cell; the tooltip is hidden. */
  point(cell: Cell | undefined, viewport: Viewport): void {
    this.#tooltip.hide();
    this.#frame.point(cell, viewport);
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
