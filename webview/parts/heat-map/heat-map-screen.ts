import { onThemeChange } from "../charts/theme";
import { positionOf } from "../colours/scale";
import { element } from "../dom/element";
import { ColourBar } from "./colour-bar";
import type { Box } from "./drawing/box";
import { readLook } from "./drawing/read-look";
import type { HeatMapListener } from "./heat-map-listener";
import { HeatMapStage } from "./heat-map-stage";
import type { Cell } from "./matrix";
import type { Picture } from "./picture";
import type { Viewport } from "./viewport";

/** A heat map on screen with its colour bar, in the looks of the editor's theme. */
export class HeatMapScreen {
  readonly stage: HeatMapStage;
  readonly element: HTMLElement;
  readonly #bar: ColourBar | undefined;
  #look = readLook();
  /** Where the cells lie; undefined before they are first drawn. */
  plot: Box | undefined;

  /**
   * @param id of the picture in the page
   * @param hasBar false where several heat maps share a bar
   * @param redraw called where another size or theme asks for it
   */
  constructor(
    id: string,
    private readonly listener: Pick<HeatMapListener, "onPoint">,
    hasBar: boolean,
    redraw: () => void,
  ) {
    this.stage = new HeatMapStage(id);
    this.#bar = hasBar ? new ColourBar() : undefined;
    this.element = element("div", { class: "heat-map" }, this.stage.element);
    if (this.#bar) this.element.append(this.#bar.element);
    new ResizeObserver(redraw).observe(this.stage.element);
    onThemeChange(() => {
      this.#look = readLook();
      redraw();
    });
  }

  draw(picture: Picture, viewport: Viewport): void {
    const layout = this.stage.draw(picture, viewport, this.#look);
    if (!layout) return;
    const { plot } = layout;
    this.plot = plot;
    // What else stands on an axis of the cells is put into the same grid.
    this.element.style.setProperty("--plot-left", `${plot.left}px`);
    this.#bar?.draw(picture, plot, this.#look);
  }

  /** Shows the cursor at a cell, and on the colour bar at its value; the tooltip is hidden. */
  point(cell: Cell | undefined, { matrix, scale }: Picture, viewport: Viewport): void {
    this.stage.point(cell, viewport);
    const value = cell && matrix.values[cell.row * matrix.columns + cell.column];
    const position = value === undefined ? undefined : positionOf(scale, value);
    this.#bar?.point(position);
    this.listener.onPoint?.(cell, position);
  }
}
