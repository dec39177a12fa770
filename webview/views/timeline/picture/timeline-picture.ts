import { readTheme } from "../../../parts/charts/theme";
import { CanvasLayer } from "./canvas-layer";
import { paintTimeline } from "./paint-timeline";
import type { StepCommands } from "../commands/step-commands";
import type { TimeUnit } from "../time-unit";
import type { TimeWindow } from "../time-window";

/** The commands of the cycles on screen, with the time below. */
export class TimelinePicture {
  readonly #layer = new CanvasLayer("timeline-canvas");
  readonly element = this.#layer.element;

  draw(commands: StepCommands, window: TimeWindow, unit: TimeUnit): void {
    const surface = this.#layer.start();
    if (surface) paintTimeline(surface, commands, window, unit, readTheme());
  }
}
