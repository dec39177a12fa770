import { sameMembers } from "../../../../src/shared/same-members";
import { sameValue } from "../../../../src/shared/same-value";
import { element } from "../../dom/element";
import { aggregate } from "./aggregate";
import type { Picture } from "../picture";
import type { HeatMapLook } from "./look";
import { paintGrounds } from "./paint-grounds";
import { paint } from "./raster";
import { context2d } from "../../canvas/screen-context";
import { themedTable } from "../../colours/theme-colours";
import { cellsInView, type Viewport } from "../viewport";

/**
 * Draws a picture's cells: colours go into an image of one pixel per cell, or fewer where the
 * canvas has fewer, and the part in view is then drawn once, scaled to the canvas.
 */
export class HeatMapCanvas {
  readonly element = element("canvas", { class: "heat-map-canvas", "aria-hidden": "true" });
  readonly #context = context2d(this.element);
  readonly #cells = context2d(element("canvas"));
  #image: ImageData | undefined;
  /** What the cells on screen were drawn of. */
  #drawn: readonly unknown[] = [];
  #placed: unknown;

  /** @param size of the canvas on screen; nothing is drawn while it has none */
  draw(
    picture: Picture,
    viewport: Viewport,
    size: { readonly width: number; readonly height: number },
    look: HeatMapLook,
  ): void {
    const { matrix, scale, colours, aggregation } = picture;
    const canvas = this.element;
    const width = Math.round(size.width * devicePixelRatio);
    const height = Math.round(size.height * devicePixelRatio);
    if (width === 0 || height === 0 || matrix.values.length === 0) return;
    // From step to step often only what lies over the cells is another.
    const of = [matrix, look, colours, aggregation, width, height];
    const placed = { scale, viewport, grounds: picture.grounds };
    if (sameMembers(of, this.#drawn) && sameValue(placed, this.#placed)) return;
    this.#drawn = of;
    this.#placed = placed;
    const part = cellsInView(viewport, matrix);
    const cells = aggregate(matrix, height, width, aggregation, part);
    const image = this.#imageOf(cells.columns, cells.rows);
    paint(cells.values, scale, themedTable(colours), new Uint32Array(image.data.buffer));
    this.#cells.putImageData(image, 0, 0);
    // Setting the size clears the canvas, even to the size that it has.
    canvas.width = width;
    canvas.height = height;
    const context = this.#context;
    context.scale(devicePixelRatio, devicePixelRatio);
    const plot = { left: 0, top: 0, width: size.width, height: size.height };
    paintGrounds(context, plot, picture, viewport, look);
    context.resetTransform();
    context.imageSmoothingEnabled = false;
    const perColumn = cells.columns / (part.toColumn - part.fromColumn);
    const perRow = cells.rows / (part.toRow - part.fromRow);
    context.drawImage(
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
