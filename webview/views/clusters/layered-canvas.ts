import { clearTo, context2d } from "../../parts/canvas/screen-context";
import { element } from "../../parts/dom/element";

/** Draws a layer at a size in pixels of the page. */
export type Painter = (context: CanvasRenderingContext2D, width: number, height: number) => void;

/**
 * Two canvases one above the other: what is large and stays, and the few marks on it that change
 * from step to step.
 */
export class LayeredCanvas {
  readonly #base = element("canvas", { "aria-hidden": "true" });
  readonly #marks = element("canvas", { "aria-hidden": "true" });
  readonly element: HTMLElement;

  /** @param redraw called where another size asks for it */
  constructor(id: string, redraw: () => void) {
    this.element = element("div", { id, class: "layers", role: "img" }, this.#base, this.#marks);
    new ResizeObserver(redraw).observe(this.element);
  }

  drawBase(paint: Painter): void {
    this.#draw(this.#base, paint);
  }

  drawMarks(paint: Painter): void {
    this.#draw(this.#marks, paint);
  }

  #draw(canvas: HTMLCanvasElement, paint: Painter): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width === 0 || height === 0) return;
    const context = context2d(canvas);
    clearTo(context, width, height);
    paint(context, width, height);
  }
}
