import { formatTick } from "../../../src/shared/format/number";
import { scaleTicks } from "../colours/ticks";
import { paper } from "./paper";
import { svg, svgText } from "./svg";

/** The place of a box on the paper. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One side of a plane: what it measures, and from where to where. */
export interface PlaneAxis {
  readonly title: string;
  readonly low: number;
  readonly high: number;
}

/** Room that `drawPlane` takes to the left of a box, and below it. */
export const planeLeft = 70;
export const planeBelow = 40;

/** Grid, numbers and titles of a box: one axis from left to right, one upwards. */
export function drawPlane(box: Box, across: PlaneAxis, upwards: PlaneAxis): string {
  const { left, top, width, height } = box;
  const bottom = top + height;
  const columns = scaleTicks({ kind: "linear", ...across }, 6).map((value) => {
    const x = across.high > across.low ? toX(box, across, value) : left;
    return (
      svg("path", { d: `M${x.toFixed(1)} ${top}V${bottom}`, stroke: paper.grid }) +
      svgText(x, bottom + 15, formatTick(value), { "text-anchor": "middle" })
    );
  });
  const rows = scaleTicks({ kind: "linear", ...upwards }, 6).map((value) => {
    const y = toY(box, upwards, value);
    return (
      svg("path", { d: `M${left} ${y.toFixed(1)}h${width}`, stroke: paper.grid }) +
      svgText(left - 6, y + 4, formatTick(value), { "text-anchor": "end" })
    );
  });
  return [
    ...columns,
    ...rows,
    svgText(left + width / 2, bottom + 32, across.title, { "text-anchor": "middle" }),
    svgText(left - 6, top - 8, upwards.title),
  ].join("");
}

export function toX({ left, width }: Box, { low, high }: PlaneAxis, value: number): number {
  return left + (width * (value - low)) / (high - low);
}

export function toY({ top, height }: Box, { low, high }: PlaneAxis, value: number): number {
  return top + height * (1 - (value - low) / (high - low));
}
