import type { PaintContext } from "../../export/canvas/paint-context";
import type { Divider, Picture } from "../picture";
import type { Viewport } from "../viewport";
import type { Box } from "./box";
import type { HeatMapLook } from "./look";
import type { AxisPart } from "./place-labels";

/** Dividers stand at least this far apart, in pixels; else only heavier ones are drawn. */
const dividerDistance = 7;
/** Dividers that are nearer to each other are all drawn thin, so as not to hide the cells. */
const wideDistance = 24;
/** Widths by weight, in pixels. */
const widths = { 1: 1, 2: 2, 3: 3 } as const;
const lightAlpha = 0.55;

/** Lines between the parts that cells belong to. */
export function paintDividers(
  context: PaintContext,
  plot: Box,
  { rowAxis, columnAxis }: Picture,
  { row, rows, column, columns }: Viewport,
  look: HeatMapLook,
): void {
  const { left, top, width, height } = plot;
  context.fillStyle = look.background;
  const across = { from: column, size: columns, pixels: width };
  for (const { at, size, alpha } of shownDividers(columnAxis.dividers, across)) {
    context.globalAlpha = alpha;
    context.fillRect(left + Math.round(at - size / 2), top, size, height);
  }
  const down = { from: row, size: rows, pixels: height };
  for (const { at, size, alpha } of shownDividers(rowAxis.dividers, down)) {
    context.globalAlpha = alpha;
    context.fillRect(left, top + Math.round(at - size / 2), width, size);
  }
  context.globalAlpha = 1;
}

/** Those that have room, each with its place and size in pixels. */
function shownDividers(dividers: readonly Divider[], { from, size, pixels }: AxisPart) {
  const inView = dividers.filter(({ at }) => at > from && at < from + size);
  const weights = [1, 2, 3] as const;
  // Where light ones crowd, heavier ones alone still tell the larger parts apart.
  const lightest = weights.find((weight) => {
    const count = inView.filter((divider) => divider.weight >= weight).length;
    return count === 0 || pixels / (count + 1) >= dividerDistance;
  });
  const drawn = inView.filter(({ weight }) => weight >= (lightest ?? 3));
  const isCrowded = pixels / (drawn.length + 1) < wideDistance;
  return drawn.map(({ at, weight }) => ({
    at: ((at - from) / size) * pixels,
    size: isCrowded ? 1 : widths[weight],
    alpha: weight === 1 ? lightAlpha : 1,
  }));
}
