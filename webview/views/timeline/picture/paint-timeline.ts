import type { ChartTheme } from "../../../parts/charts/chart-theme";
import { scaleTicks } from "../../../parts/colours/ticks";
import { formatTick } from "../../../parts/format/number";
import { scaleUnit } from "../../../parts/format/quantity";
import type { Surface } from "./surface";
import { paintTrack } from "./paint-track";
import { buses, type StepCommands } from "../commands/step-commands";
import { axisHeight, pictureHeight, topOf, trackHeight, xOf } from "./timeline-layout";
import type { TimeUnit } from "../time-unit";
import type { TimeWindow } from "../time-window";

/** Room for a label of the time axis, in CSS pixels. */
const tickRoom = 85;

/** The commands of the cycles in a window on both buses, with the time below; `pictureHeight` high. */
export function paintTimeline(
  surface: Surface,
  commands: StepCommands,
  window: TimeWindow,
  unit: TimeUnit,
  theme: ChartTheme,
): void {
  paintAxis(surface, window, unit, theme);
  paintTracks(surface, commands, window, theme);
}

/** Both buses. */
function paintTracks(
  surface: Surface,
  { tracks, meaning }: StepCommands,
  window: TimeWindow,
  { palette, text, font, fontSize }: ChartTheme,
): void {
  const { ratio } = surface;
  for (const bus of buses) {
    paintTrack(surface, tracks[bus], meaning, window, {
      top: topOf(bus) * ratio,
      height: trackHeight * ratio,
      palette,
      text,
      font: `${Math.round(0.85 * fontSize * ratio)}px ${font}`,
    });
  }
}

function paintAxis(
  { context, ratio, width }: Surface,
  window: TimeWindow,
  { unit, length }: TimeUnit,
  { text, grid, font, fontSize }: ChartTheme,
): void {
  const [low, high] = window.map((cycle) => cycle * length);
  const scaled = scaleUnit(high, unit);
  const count = Math.max(2, Math.floor(width / ratio / tickRoom));
  const ends = { low: low / scaled.factor, high: high / scaled.factor };
  const top = (pictureHeight - axisHeight) * ratio;
  context.font = `${Math.round(0.85 * fontSize * ratio)}px ${font}`;
  context.textBaseline = "top";
  for (const value of scaleTicks({ kind: "linear", ...ends }, count)) {
    const x = Math.round(xOf((value * scaled.factor) / length, window, width));
    context.fillStyle = grid;
    context.fillRect(x, 0, ratio, top);
    context.fillStyle = text;
    context.fillRect(x, top, ratio, 5 * ratio);
    const label = `${formatTick(value)} ${scaled.unit}`;
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.max(0, Math.min(x - half, width - 2 * half)), top + 7 * ratio);
  }
}
