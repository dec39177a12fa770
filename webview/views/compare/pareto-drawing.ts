import { looseEnds } from "../../parts/charts/loose-ends";
import type { ComparedRun } from "./compared-runs";
import type { ParetoContent } from "./pareto-content";
import { scaleUnit } from "../../parts/format/quantity";
import type { Drawing } from "../../parts/export/drawing";
import { drawLegend } from "../../parts/export/legend-drawing";
import { paper } from "../../parts/export/paper";
import { drawPlane, planeBelow, planeLeft, toX, toY } from "../../parts/export/plane-axes";
import { shortNumber, svg, svgText } from "../../parts/export/svg";

const boxHeight = 320;
/** Beside the box, for the names of the points on its right. */
const namesWidth = 150;
const frontColours = [paper.palette[2], paper.palette[4]];

/** Cost from left to right, quality upwards, a point per run; fronts are joined. */
export function drawPareto(title: string, content: ParetoContent): Drawing {
  const { fronts, cost, quality, baseline } = content;
  const runs = content.runs.filter((run) =>
    [cost, quality].every(({ value }) => Number.isFinite(value(run))),
  );
  const legend = drawLegend([
    ...fronts.map(({ label }, index) => ({ label, colour: frontColours[index] })),
    { label: "Other runs", colour: paper.palette[1] },
    { label: `Diamond: ${baseline.name}`, colour: paper.background },
  ]);
  const scaled = scaleUnit(Math.max(0, ...runs.map(cost.value)), cost.unit);
  const costs = looseEnds(runs.map((run) => cost.value(run) / scaled.factor));
  const unit = scaled.unit === "" ? "" : `, ${scaled.unit}`;
  const across = { title: `${cost.label}${unit}`, ...costs };
  const upwards = { title: quality.label, ...looseEnds(runs.map(quality.value)) };
  const top = legend.height + 20;
  const width = paper.width - planeLeft - namesWidth;
  const box = { left: planeLeft, top, width, height: boxHeight };
  const placeOf = (run: ComparedRun) => ({
    x: toX(box, across, cost.value(run) / scaled.factor),
    y: toY(box, upwards, quality.value(run)),
  });
  const lines = fronts.map((front, index) => {
    const places = front.runs.filter((run) => runs.includes(run)).map(placeOf);
    const d = places.map(({ x, y }, at) => {
      // What can be had for a cost is what the next cheaper run gives.
      return at === 0
        ? `M${shortNumber(x)} ${shortNumber(y)}`
        : `H${shortNumber(x)}V${shortNumber(y)}`;
    });
    const stroke = frontColours[index];
    return svg("path", { d: d.join(""), fill: "none", stroke, "stroke-width": 2 });
  });
  const points = runs.map((run) => {
    const { x, y } = placeOf(run);
    const front = fronts.findIndex((candidate) => candidate.runs.includes(run));
    const stroke = front < 0 ? paper.palette[1] : frontColours[front];
    const fill = front < 0 ? paper.background : stroke;
    const looks = { fill, stroke, "stroke-width": 2 };
    const mark =
      run === baseline
        ? svg("path", { d: `M${shortNumber(x)} ${shortNumber(y - 8)}l8 8l-8 8l-8 -8z`, ...looks })
        : svg("circle", { cx: x, cy: y, r: 5, ...looks });
    return mark + svgText(x + 11, y - 7, run.name, { "font-size": 11 });
  });
  return {
    title,
    height: top + boxHeight + planeBelow,
    body: [legend.body, drawPlane(box, across, upwards), ...lines, ...points].join(""),
  };
}
