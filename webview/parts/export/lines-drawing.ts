import { dashes } from "../charts/palette";
import type { StepLinesContent } from "../charts/step-lines-content";
import { scaleUnit } from "../format/quantity";
import { indexTicks } from "../colours/ticks";
import type { Drawing } from "./drawing";
import { drawLegend } from "./legend-drawing";
import { drawBeside, numberAxis } from "./number-axis";
import { paper } from "./paper";
import { shortNumber, svg, svgText } from "./svg";

const left = 80;
const boxHeight = 220;
const axisHeight = 44;

/** Above this many steps a line goes through the extremes of every few. */
const drawnPieces = 800;

/** A line per run over the steps, with the shown step marked. */
export function drawLines(title: string, content: StepLinesContent): Drawing {
  const { lines, unit, step, fromStep = 0, axis: named } = content;
  const largest = lines.reduce(
    (most, { values }) => values.reduce((a, b) => (b > a ? b : a), most),
    0,
  );
  const scaled = scaleUnit(largest, unit);
  const axis = numberAxis(largest / scaled.factor);
  const steps = Math.max(0, ...lines.map(({ values }) => values.length));
  const colours = lines.map((_, index) => paper.palette[(index + 2) % paper.palette.length]);
  const dashesOf = (index: number) => dashes[index % dashes.length];
  const legend = drawLegend(
    lines.map(({ label }, index) => ({ label, colour: colours[index], dashes: dashesOf(index) })),
  );
  const top = legend.height + 20;
  const box = { left, top, width: paper.width - left - 8, height: boxHeight };
  const toX = (at: number) => left + (box.width * at) / Math.max(1, steps - 1);
  const toY = (value: number) => top + boxHeight * (1 - value / scaled.factor / axis.end);
  const ticks = indexTicks(steps, named ? steps : 10).map((at) =>
    svgText(toX(at), top + boxHeight + 16, named?.names[at] ?? `${fromStep + at}`, {
      "text-anchor": "middle",
    }),
  );
  const marked = svg("path", {
    d: `M${shortNumber(toX(step - fromStep))} ${top}v${boxHeight}`,
    stroke: paper.faint,
  });
  const drawn = lines.map(({ values }, index) =>
    svg("path", {
      d: pathOf(values, toX, toY),
      fill: "none",
      stroke: colours[index],
      "stroke-width": 2,
      "stroke-dasharray": dashesOf(index).join(" "),
    }),
  );
  const name = svgText(
    left + box.width / 2,
    top + boxHeight + 34,
    named ? `${named.title} (${named.names[step]} is marked)` : `step (${step} is marked)`,
    {
      "text-anchor": "middle",
    },
  );
  return {
    title,
    height: top + boxHeight + axisHeight,
    body:
      legend.body +
      drawBeside(box, axis, scaled.unit) +
      ticks.join("") +
      marked +
      drawn.join("") +
      name,
  };
}

function pathOf(
  values: Float64Array,
  toX: (at: number) => number,
  toY: (value: number) => number,
): string {
  let isDown = false;
  const points = pointsOf(values).map(([at, value]) => {
    if (Number.isNaN(value)) {
      isDown = false;
      return "";
    }
    const command = isDown ? "L" : "M";
    isDown = true;
    return `${command}${shortNumber(toX(at))} ${shortNumber(toY(value))}`;
  });
  return points.join("");
}

/** Every point, or the lowest and the highest of every few where there are too many. */
function pointsOf(values: Float64Array): [number, number][] {
  const size = Math.ceil(values.length / drawnPieces);
  if (size <= 2) return Array.from(values, (value, at) => [at, value]);
  const points: [number, number][] = [];
  for (let from = 0; from < values.length; from += size) {
    let [low, high] = [from, from];
    for (let at = from; at < Math.min(from + size, values.length); at++) {
      if (!(values[at] >= values[low])) low = at;
      if (!(values[at] <= values[high])) high = at;
    }
    for (const at of [Math.min(low, high), Math.max(low, high)]) points.push([at, values[at]]);
  }
  return points;
}
