import { hatch, type Box } from "../../../parts/canvas/hatch";
import type { Surface } from "../../../parts/canvas/surface";
import type { ChartTheme } from "../../../parts/charts/chart-theme";
import { phaseLooks } from "../../../parts/colours/phase-colours";
import { formatNumber } from "../../../../src/shared/format/number";
import { scaleUnit } from "../../../../src/shared/format/quantity";
import { totalOf, type CostBar, type CostContent } from "../cost-content";
import { axisEnd, costTicks } from "./cost-axis";

/** Heights of a run's bar with its gap, and of the axis, in CSS pixels. */
export const barRow = 28;
const barAxis = 22;
const barHeight = 16;

/** Room for the totals beside the bars, and for a label of the axis, in CSS pixels. */
export const totalsWidth = 72;
const tickRoom = 90;

/** Between the lines of a hatching, in CSS pixels. */
const hatchSpacing = 5;

export function barsHeight({ bars }: Pick<CostContent, "bars">): number {
  return bars.length * barRow + barAxis;
}

/** Stacked bars, one below the other, each with its bound and its total; `barsHeight` high. */
export function paintBars(surface: Surface, content: CostContent, theme: ChartTheme): void {
  const { context, ratio, width } = surface;
  const across = width - totalsWidth * ratio;
  const bottom = content.bars.length * barRow * ratio;
  const end = axisEnd(content.most);
  context.font = `${Math.round(0.92 * theme.fontSize * ratio)}px ${theme.font}`;
  paintAxis(surface, content, across, bottom, theme);
  const looks = phaseLooks(theme.colourSet);
  const scaled = scaleUnit(content.most, content.unit);
  content.bars.forEach((bar, row) => {
    const top = (row * barRow + (barRow - barHeight) / 2) * ratio;
    const hatched: Box[] = [];
    let x = 0;
    bar.values.forEach((value, part) => {
      if (!(value > 0)) return;
      const look = looks[content.parts[part].look];
      const box = { x, y: top, width: (value / end) * across, height: barHeight * ratio };
      context.fillStyle = look.colour;
      context.fillRect(box.x, box.y, box.width, box.height);
      if (look.hatched) hatched.push(box);
      x += box.width;
      // A hairline of ground keeps neighbours of one hue apart.
      context.fillStyle = theme.background;
      if (box.width > 3 * ratio) context.fillRect(x - ratio, top, ratio, box.height);
    });
    // The ground shows through, whatever its colour is.
    context.strokeStyle = theme.background;
    context.lineWidth = ratio;
    hatch(context, hatched, hatchSpacing * ratio);
    paintBound(surface, bar, across / end, top, theme);
    context.fillStyle = theme.text;
    context.textBaseline = "middle";
    const total = formatNumber(totalOf(bar) / scaled.factor);
    context.fillText(total, across + 8 * ratio, (row + 0.5) * barRow * ratio);
  });
}

/** A tick on a bar where it could end at the least. */
function paintBound(
  { context, ratio }: Surface,
  { bound }: CostBar,
  scale: number,
  top: number,
  { text, background }: ChartTheme,
): void {
  if (!Number.isFinite(bound)) return;
  const x = Math.round(bound * scale);
  const [over, height] = [4 * ratio, barHeight * ratio];
  context.fillStyle = background;
  context.fillRect(x - 2 * ratio, top - over, 4 * ratio, height + 2 * over);
  context.fillStyle = text;
  context.fillRect(x - ratio, top - over, 2 * ratio, height + 2 * over);
}

function paintAxis(
  { context, ratio }: Surface,
  { most, unit }: CostContent,
  across: number,
  bottom: number,
  { text, grid }: ChartTheme,
): void {
  const count = Math.max(2, Math.floor(across / ratio / tickRoom));
  context.textBaseline = "top";
  for (const { at, label } of costTicks(most, unit, count)) {
    const x = Math.round(at * across);
    context.fillStyle = grid;
    context.fillRect(x, 0, ratio, bottom);
    context.fillStyle = text;
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.max(0, x - half), bottom + 4 * ratio);
  }
}
