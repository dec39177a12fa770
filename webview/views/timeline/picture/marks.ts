import { CanvasLayer } from "../../../parts/canvas/canvas-layer";
import type { Surface } from "../../../parts/canvas/surface";
import { readTheme } from "../../../parts/charts/theme";
import { busOf } from "../commands/step-commands";
import { rowSpan } from "../commands/row-span";
import {
  isFilled,
  windowOf,
  xOfCommand,
  type FilledLane,
  type TimelineContent,
} from "../timeline-content";
import type { TimeWindow } from "../time-window";
import { topOf, xOf, type LaneLayout } from "./lane-layout";

/** What is pointed out over the lanes. */
export interface Marks {
  /** Place of the picked command in the lane that is worked on. */
  readonly cursor: number | undefined;
  /** A measured area of the axis, in its cycles. */
  readonly area: TimeWindow | undefined;
}

type Screen = Surface<CanvasRenderingContext2D>;

/** The picked command with its row, and the measured area, over all lanes. */
export class TimelineMarks {
  readonly #layer = new CanvasLayer("timeline-marks");
  readonly element = this.#layer.element;

  draw(content: TimelineContent, layout: LaneLayout, { cursor, area }: Marks): void {
    const surface = this.#layer.start();
    if (!surface) return;
    const { lanes, shown, window } = content;
    if (area) paintArea(surface, area, window, lanes.length * layout.height);
    const lane = lanes.at(shown);
    if (cursor === undefined || !isFilled(lane)) return;
    paintRow(surface, lane, cursor, window, shown * layout.height, layout);
    paintCursor(surface, lane, cursor, window, shown * layout.height, layout);
  }
}

function paintArea(surface: Screen, area: TimeWindow, window: TimeWindow, height: number): void {
  const { context, ratio, width } = surface;
  const [from, to] = area.map((cycle) => Math.round(xOf(cycle, window, width)));
  context.fillStyle = readTheme().text;
  context.globalAlpha = 0.14;
  context.fillRect(from, 0, to - from, height * ratio);
  context.globalAlpha = 1;
  for (const x of [from, to]) upright(surface, x, 0, height, [4, 3]);
}

/** What is read of the row of the picked command, from its opening until another row's. */
function paintRow(
  { context, ratio, width }: Screen,
  lane: FilledLane,
  cursor: number,
  window: TimeWindow,
  top: number,
  layout: LaneLayout,
): void {
  const span = rowSpan(lane.commands, cursor);
  if (!span) return;
  const own = windowOf(lane, window);
  const [from, to] = span.map((cycle) => xOf(cycle, own, width));
  context.fillStyle = readTheme().text;
  const below = top + topOf("column", layout) + layout.track;
  context.fillRect(from, below * ratio, Math.max(ratio, to - from), 2 * ratio);
  context.globalAlpha = 0.08;
  context.fillRect(from, top * ratio, to - from, (below - top) * ratio);
  context.globalAlpha = 1;
}

function paintCursor(
  surface: Screen,
  lane: FilledLane,
  cursor: number,
  window: TimeWindow,
  top: number,
  layout: LaneLayout,
): void {
  const { context, ratio, width } = surface;
  const { text, background } = readTheme();
  const x = Math.round(xOfCommand(lane, cursor, window, width));
  upright(surface, x, top, layout.height, []);
  const [from, to] = windowOf(lane, window);
  const wide = Math.max(3 * ratio, width / (to - from));
  const y = (top + topOf(busOf(lane.commands, cursor), layout)) * ratio;
  context.setLineDash([]);
  for (const [colour, grown] of [
    [background, 1.5],
    [text, 0],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = (2 + grown) * ratio;
    context.strokeRect(x, y + ratio, wide, (layout.track - 2) * ratio);
  }
}

/** In the background's colour below, so that it is seen on any command. */
function upright(
  { context, ratio }: Screen,
  x: number,
  top: number,
  height: number,
  dash: readonly number[],
): void {
  const { text, background } = readTheme();
  const stroke = (colour: string, wide: number, dashes: readonly number[]) => {
    context.setLineDash(dashes.map((length) => length * ratio));
    context.strokeStyle = colour;
    context.lineWidth = wide * ratio;
    context.beginPath();
    context.moveTo(x + 0.5, top * ratio);
    context.lineTo(x + 0.5, (top + height) * ratio);
    context.stroke();
  };
  stroke(background, 3, []);
  stroke(text, 1, dash);
  context.setLineDash([]);
}
