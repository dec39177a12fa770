import { CanvasLayer } from "../../../parts/canvas/canvas-layer";
import { readTheme } from "../../../parts/charts/theme";
import { axisTicks, paintAxis } from "./paint-axis";
import type { TimeUnit } from "../time-unit";
import type { TimeWindow } from "../time-window";

/** The time below the lanes, which stays where it is when they scroll. */
export class Axis {
  readonly #layer = new CanvasLayer("timeline-axis");
  readonly element = this.#layer.element;

  draw(window: TimeWindow, unit: TimeUnit): void {
    const surface = this.#layer.start();
    if (surface) paintAxis(surface, axisTicks(surface, window, unit), readTheme());
  }
}
