import type { Surface } from "../../../parts/canvas/surface";
import type { ChartTheme } from "../../../parts/charts/chart-theme";
import { scaleTicks } from "../../../parts/colours/ticks";
import { formatTick } from "../../../../src/shared/format/number";
import { scaleUnit } from "../../../../src/shared/format/quantity";
import type { TimeUnit } from "../time-unit";
import type { TimeWindow } from "../time-window";
import { xOf } from "./lane-layout";

/** Room for a label of the time axis, in CSS pixels. */
const tickRoom = 85;

/** A round time on the axis. */
interface AxisTick {
  /** From the left, in the unit of the width. */
  readonly x: number;
  readonly label: string;
}

/** Round times of a window. */
export function axisTicks(
  { ratio, width }: Pick<Surface, "ratio" | "width">,
  window: TimeWindow,
  { unit, length }: TimeUnit,
): AxisTick[] {
  const [low, high] = window.map((cycle) => cycle * length);
  const scaled = scaleUnit(high, unit);
  const count = Math.max(2, Math.floor(width / ratio / tickRoom));
  const ends = { low: low / scaled.factor, high: high / scaled.factor };
  return scaleTicks({ kind: "linear", ...ends }, count).map((value) => ({
    x: Math.round(xOf((value * scaled.factor) / length, window, width)),
    label: `${formatTick(value)} ${scaled.unit}`,
  }));
}

/** Lines of the axis through what lies above it. */
export function paintGrid(
  surface: Surface,
  ticks: readonly AxisTick[],
  height: number,
  { grid }: ChartTheme,
): void {
  surface.context.fillStyle = grid;
  for (const { x } of ticks) {
    surface.context.fillRect(x, 0, surface.ratio, height * surface.ratio);
  }
}

/** The times themselves; `axisHeight` high. */
export function paintAxis(
  { context, ratio, width }: Surface,
  ticks: readonly AxisTick[],
  { text, font, fontSize }: ChartTheme,
): void {
  context.font = `${Math.round(0.85 * fontSize * ratio)}px ${font}`;
  context.textBaseline = "top";
  context.fillStyle = text;
  for (const { x, label } of ticks) {
    context.fillRect(x, 0, ratio, 4 * ratio);
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.max(0, Math.min(x - half, width - 2 * half)), 6 * ratio);
  }
}
