import { readTheme } from "../../../parts/charts/theme";
import { CanvasLayer } from "./canvas-layer";
import { busOf, type StepCommands } from "../commands/step-commands";
import { axisHeight, pictureHeight, topOf, trackHeight, xOf } from "./timeline-layout";
import type { TimeWindow } from "../time-window";

/** What is pointed out: places among all commands, absent where nothing is. */
export interface Marks {
  readonly cursor: number | undefined;
  /** Where a measurement starts. */
  readonly start: number | undefined;
}

/** The cursor, the start of a measurement, and the time between them, over the picture. */
export class TimelineMarks {
  readonly #layer = new CanvasLayer("timeline-marks");
  readonly element = this.#layer.element;

  draw(commands: StepCommands, window: TimeWindow, { cursor, start }: Marks): void {
    const surface = this.#layer.start();
    if (!surface) return;
    const { context, ratio, width } = surface;
    const { text, background } = readTheme();
    const bottom = (pictureHeight - axisHeight) * ratio;
    const { cycles } = commands.all;
    const x = (place: number) => Math.round(xOf(cycles[place], window, width));
    if (cursor !== undefined && start !== undefined) {
      const [from, to] = [x(cursor), x(start)].sort((a, b) => a - b);
      context.fillStyle = text;
      context.globalAlpha = 0.14;
      context.fillRect(from, 0, to - from, bottom);
      context.globalAlpha = 1;
    }
    if (start !== undefined) line(x(start), [4 * ratio, 3 * ratio]);
    if (cursor === undefined) return;
    line(x(cursor), []);
    const wide = Math.max(3 * ratio, width / (window[1] - window[0]));
    const top = topOf(busOf(commands, cursor)) * ratio;
    for (const [colour, grown] of [
      [background, 1.5],
      [text, 0],
    ] as const) {
      context.setLineDash([]);
      context.strokeStyle = colour;
      context.lineWidth = (2 + grown) * ratio;
      context.strokeRect(x(cursor), top + ratio, wide, trackHeight * ratio - 2 * ratio);
    }

    /** In the background's colour below, so that it is seen on any command. */
    function line(at: number, dash: readonly number[]): void {
      context.setLineDash([]);
      context.strokeStyle = background;
      context.lineWidth = 3 * ratio;
      stroke(at);
      context.setLineDash([...dash]);
      context.strokeStyle = text;
      context.lineWidth = ratio;
      stroke(at);
    }

    function stroke(at: number): void {
      context.beginPath();
      context.moveTo(at + 0.5, 0);
      context.lineTo(at + 0.5, bottom);
      context.stroke();
    }
  }
}
