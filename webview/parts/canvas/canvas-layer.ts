import { element } from "../dom/element";
import { context2d } from "./screen-context";
import type { Surface } from "./surface";

/** A canvas that fills its place at the screen's own resolution. */
export class CanvasLayer {
  readonly element: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;

  constructor(name: string) {
    this.element = element("canvas", { class: name, "aria-hidden": "true" });
    this.#context = context2d(this.element);
  }

  /** Clears the canvas and gives what draws on it; undefined while it has no size on screen. */
  start(): Surface<CanvasRenderingContext2D> | undefined {
    const canvas = this.element;
    const ratio = devicePixelRatio;
    const width = Math.round(canvas.clientWidth * ratio);
    const height = Math.round(canvas.clientHeight * ratio);
    if (width === 0 || height === 0) return undefined;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    this.#context.clearRect(0, 0, width, height);
    return { context: this.#context, ratio, width };
  }
}
