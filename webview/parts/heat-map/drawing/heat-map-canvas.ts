import { element } from "../../dom/element";
import { aggregate } from "./aggregate";
import type { Picture } from "../picture";
import { paint } from "./raster";
import { themedTable } from "../../colours/theme-colours";
import { cellsInView, type Viewport } from "../viewport";

/**
 * Draws a picture's cells: colours go into an image of one pixel per cell, or fewer where the
 * canvas has fewer, and the part in view is then drawn once, scaled to the canvas.
 */
export class HeatMapCanvas {
  readonly element = element("canvas", { class: "heat-map-canvas", "aria-hidden": "true" });
  readonly #context = contextOf(this.element);
  readonly #cells = contextOf(element("canvas"));
  #image: ImageData | undefined;

  /** Draws at the size that the canvas has on screen; nothing while it has none. */
  draw({ matrix, scale, colours, aggregation }: Picture, viewport: Viewport): void {
    const canvas = this.element;
    const width = Math.round(canvas.clientWidth * devicePixelRatio);
    const height = Math.round(canvas.clientHeight * devicePixelRatio);
    if (width === 0 || height === 0 || matrix.values.length === 0) return;
    const part = cellsInView(viewport, matrix);
    const cells = aggregate(matrix, height, width, aggregation, part);
    const image = this.#imageOf(cells.columns, cells.rows);
    paint(cells.values, scale, themedTable(colours), new Uint32Array(image.data.buffer));
    this.#cells.putImageData(image, 0, 0);
    // Setting the size clears the canvas, even to the size that it has.
    canvas.width = width;
    canvas.height = height;
    this.#context.imageSmoothingEnabled = false;
    const perColumn = cells.columns / (part.toColumn - part.fromColumn);
    const perRow = cells.rows / (part.toRow - part.fromRow);
    this.#context.drawImage(
      this.#cells.canvas,
      (viewport.column - part.fromColumn) * perColumn,
      (viewport.row - part.fromRow) * perRow,
      viewport.columns * perColumn,
      viewport.rows * perRow,
      0,
      0,
      width,
      height,
    );
  }

  #imageOf(width: number, height: number): ImageData {
    if (this.#image?.width !== width || this.#image.height !== height) {
      this.#image = new ImageData(width, height);
      this.#cells.canvas.width = width;
      this.#cells.canvas.height = height;
    }
    return this.#image;
  }
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This editor's browser offers no 2D canvas.");
  return context;
}
