import { formatTick } from "../../../../src/shared/format/number";
import { linearScale } from "../../../parts/colours/scale";
import { scaleTicks } from "../../../parts/colours/ticks";
import type { ChartTheme } from "../../../parts/charts/chart-theme";
import type { PaintContext } from "../../../parts/export/canvas/paint-context";
import { pointPlace, type ScatterPoints } from "./scatter-points";

const margin = { left: 54, right: 12, top: 12, bottom: 40 };
const radius = 3;

const axisTitle = "lines over the fewest possible";
/** On a low picture; the table beside it has the whole. */
const shortTitle = "lines";

/** Where the points of a scatter lie, in pixels. */
export interface ScatterFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function scatterFrame(width: number, height: number): ScatterFrame {
  return {
    left: margin.left,
    top: margin.top,
    width: Math.max(1, width - margin.left - margin.right),
    height: Math.max(1, height - margin.top - margin.bottom),
  };
}

/** A place of the frame in pixels. */
export function inFrame(
  { left, top, width, height }: ScatterFrame,
  { x, y }: { readonly x: number; readonly y: number },
): [number, number] {
  return [left + x * width, top + (1 - y) * height];
}

/** Axes with their ticks, and an open dot for each cluster: what stays from step to step. */
export function paintScatter(
  context: PaintContext,
  frame: ScatterFrame,
  points: ScatterPoints,
  theme: ChartTheme,
): void {
  paintAxes(context, frame, points, theme);
  context.strokeStyle = theme.text;
  context.lineWidth = 1;
  // The more there are, the fainter is each.
  context.globalAlpha = Math.max(0.2, Math.min(0.8, 300 / points.sizes.length));
  points.sizes.forEach((_, cluster) => {
    const [x, y] = inFrame(frame, pointPlace(points, cluster));
    if (Number.isNaN(y)) return;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  });
  context.globalAlpha = 1;
}

/** Filled dots for clusters that a step reads, a ring around the picked one. */
export function paintScatterMarks(
  context: PaintContext,
  frame: ScatterFrame,
  points: ScatterPoints,
  marks: { readonly read: Iterable<number>; readonly picked: number | undefined },
  theme: ChartTheme,
  colour: string,
): void {
  context.fillStyle = colour;
  for (const cluster of marks.read) {
    if (cluster >= points.sizes.length) continue;
    const [x, y] = inFrame(frame, pointPlace(points, cluster));
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
  if (marks.picked === undefined) return;
  const [x, y] = inFrame(frame, pointPlace(points, marks.picked));
  for (const [stroke, width] of [
    [theme.background, 5],
    [theme.text, 2],
  ] as const) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y, radius + 4, 0, 2 * Math.PI);
    context.stroke();
  }
}

function paintAxes(
  context: PaintContext,
  frame: ScatterFrame,
  { largestSize, largestRatio }: ScatterPoints,
  theme: ChartTheme,
): void {
  const { left, top, width, height } = frame;
  context.font = `11px ${theme.font}`;
  context.fillStyle = theme.text;
  context.strokeStyle = theme.grid;
  context.lineWidth = 1;
  context.textBaseline = "middle";
  const line = (x: number, y: number, toX: number, toY: number) => {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(toX, toY);
    context.stroke();
  };
  context.textAlign = "center";
  for (const size of scaleTicks(linearScale(largestSize), 6)) {
    const [x] = inFrame(frame, { x: size / (largestSize + 1), y: 0 });
    line(x, top, x, top + height);
    context.fillText(formatTick(size), x, top + height + 16);
  }
  context.fillText("tokens of the cluster", left + width / 2, top + height + 31);
  context.textAlign = "end";
  for (const ratio of scaleTicks({ kind: "linear", low: 1, high: largestRatio }, 5)) {
    const [, y] = inFrame(frame, { x: 0, y: (ratio - 1) / (largestRatio - 1) });
    line(left, y, left + width, y);
    context.fillText(`${formatTick(ratio)}×`, left - 6, y);
  }
  context.textAlign = "center";
  context.save();
  context.translate(8, top + height / 2);
  context.rotate(-Math.PI / 2);
  const isRoomy = context.measureText(axisTitle).width <= height + 2 * margin.top;
  context.fillText(isRoomy ? axisTitle : shortTitle, 0, 0);
  context.restore();
}
