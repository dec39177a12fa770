import { hatch, type Box } from "../../../parts/canvas/hatch";
import type { Surface } from "../../../parts/canvas/surface";
import type { ChartTheme } from "../../../parts/charts/chart-theme";
import { phaseLooks } from "../../../parts/colours/phase-colours";
import { scaleTicks } from "../../../parts/colours/ticks";
import { formatCount } from "../../../../src/shared/format/number";
import type { PaintContext } from "../../../parts/export/canvas/paint-context";
import { stackedColumns, type Composition } from "../composition";
import { axisEnd, costTicks } from "./cost-axis";
import { totalsWidth } from "./paint-bars";

/** Room for steps below the picture, and for a label, in CSS pixels. */
export const stepAxis = 22;
const tickRoom = 90;
const lineRoom = 34;

/** Between the lines of a hatching, in CSS pixels. */
const hatchSpacing = 5;

/**
 * What every step costs, part upon part, with the steps below.
 * @param height of all of it, in CSS pixels
 */
export function paintComposition(
  surface: Surface,
  content: Composition,
  height: number,
  theme: ChartTheme,
): void {
  const { context, ratio, width } = surface;
  const bottom = (height - stepAxis) * ratio;
  if (content.steps === 0 || bottom <= 0) return;
  const across = width - totalsWidth * ratio;
  const columns = Math.min(content.steps, Math.max(1, Math.floor(across / ratio)));
  const end = axisEnd(content.most);
  const x = (column: number) => (column * across) / columns;
  const y = (value: number) => bottom * (1 - value / end);
  const looks = phaseLooks(theme.colourSet);
  let below: Float64Array = new Float64Array(columns);
  stackedColumns(content, columns).forEach((above, part) => {
    const look = looks[content.parts[part].look];
    context.fillStyle = look.colour;
    fillBetween(context, below, above, x, y);
    if (look.hatched) {
      const boxes = Array.from(above, (top, column): Box => {
        const [left, upper] = [x(column), y(top)];
        return { x: left, y: upper, width: x(column + 1) - left, height: y(below[column]) - upper };
      });
      context.strokeStyle = theme.background;
      context.lineWidth = ratio;
      hatch(context, boxes, hatchSpacing * ratio);
    }
    below = above;
  });
  paintAmounts(surface, content, across, bottom, theme);
  paintSteps(surface, content, across, bottom, theme);
}

/** Fills what lies between two outlines of columns. */
function fillBetween(
  context: PaintContext,
  below: Float64Array,
  above: Float64Array,
  x: (column: number) => number,
  y: (value: number) => number,
): void {
  if (above.every((value, column) => value === below[column])) return;
  context.beginPath();
  context.moveTo(x(0), y(below[0]));
  for (let column = 0; column < above.length; column++) {
    context.lineTo(x(column), y(above[column]));
    context.lineTo(x(column + 1), y(above[column]));
  }
  for (let column = below.length - 1; column >= 0; column--) {
    context.lineTo(x(column + 1), y(below[column]));
    context.lineTo(x(column), y(below[column]));
  }
  context.fill();
}

/** Round amounts beside the picture, where bars have their totals. */
function paintAmounts(
  { context, ratio }: Surface,
  { most, unit }: Composition,
  across: number,
  bottom: number,
  { text, grid, font, fontSize }: ChartTheme,
): void {
  context.font = `${Math.round(0.92 * fontSize * ratio)}px ${font}`;
  context.textBaseline = "middle";
  const lines = Math.max(2, Math.floor(bottom / ratio / lineRoom));
  for (const { at, label } of costTicks(most, unit, lines)) {
    const y = Math.round(bottom * (1 - at));
    context.fillStyle = grid;
    context.fillRect(0, y, across, ratio);
    context.fillStyle = text;
    context.fillText(label, across + 8 * ratio, Math.max(8 * ratio, y));
  }
}

function paintSteps(
  { context, ratio }: Surface,
  { steps }: Composition,
  across: number,
  bottom: number,
  { text }: ChartTheme,
): void {
  context.textBaseline = "top";
  context.fillStyle = text;
  const count = Math.max(2, Math.floor(across / ratio / tickRoom));
  const last = Math.max(1, steps - 1);
  for (const step of scaleTicks({ kind: "linear", low: 0, high: last }, count)) {
    if (!Number.isInteger(step)) continue;
    const x = ((step + 0.5) / steps) * across;
    context.fillRect(Math.round(x), bottom, ratio, 4 * ratio);
    const label = step === 0 ? "step 0" : formatCount(step);
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.max(0, Math.min(x - half, across - 2 * half)), bottom + 6 * ratio);
  }
}
