import { formatTick } from "../format/number";
import { linearScale } from "../colours/scale";
import { scaleTicks } from "../colours/ticks";
import { paper } from "./paper";
import { svg, svgText } from "./svg";

/** Where numbers lie along an axis, from 0 to at least the largest. */
export interface NumberAxis {
  readonly ticks: readonly number[];
  readonly end: number;
}

export function numberAxis(largest: number): NumberAxis {
  const end = (largest > 0 && Number.isFinite(largest) ? largest : 1) * 1.04;
  return { ticks: scaleTicks(linearScale(end), 6), end };
}

/** The place of a box on the paper. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Numbers below a box, with upright grid lines through it and the title under them. */
export function drawBelow({ left, top, width, height }: Box, axis: NumberAxis, title: string) {
  const bottom = top + height;
  const ticks = axis.ticks.map((value) => {
    const x = left + (width * value) / axis.end;
    return (
      svg("path", { d: `M${x.toFixed(1)} ${top}V${bottom}`, stroke: paper.grid }) +
      svgText(x, bottom + 15, formatTick(value), { "text-anchor": "middle" })
    );
  });
  const name = svgText(left + width / 2, bottom + 32, title, { "text-anchor": "middle" });
  return ticks.join("") + name;
}

/** Numbers to the left of a box, with level grid lines through it and the title above them. */
export function drawBeside({ left, top, width, height }: Box, axis: NumberAxis, title: string) {
  const ticks = axis.ticks.map((value) => {
    const y = top + height - (height * value) / axis.end;
    return (
      svg("path", { d: `M${left} ${y.toFixed(1)}h${width}`, stroke: paper.grid }) +
      svgText(left - 6, y + 4, formatTick(value), { "text-anchor": "end" })
    );
  });
  return ticks.join("") + svgText(left - 6, top - 8, title, { "text-anchor": "end" });
}
