import type { StackedBarsContent } from "../charts/stacked-bars-content";
import { formatQuantity, scaleUnit } from "../format/quantity";
import type { Drawing } from "./drawing";
import { drawLegend } from "./legend-drawing";
import { drawBelow, numberAxis } from "./number-axis";
import { paper, shortenTo } from "./paper";
import { svg, svgText } from "./svg";

const namesWidth = 240;
const totalsWidth = 100;
const barPitch = 30;
const barHeight = 20;
const axisHeight = 40;

/** Stacked bars with their legend, an axis with unit, and each bar's total in figures. */
export function drawBars(title: string, content: StackedBarsContent): Drawing {
  const { bars, parts, marks, unit } = content;
  const totals = bars.map((_, bar) => sum(parts.map(({ values }) => values[bar])));
  const scaled = scaleUnit(Math.max(0, ...totals), unit);
  const axis = numberAxis(
    Math.max(0, ...[...totals, ...(marks?.values ?? [])].filter(Number.isFinite)) / scaled.factor,
  );
  const colours = parts.map(({ colour }) => paper.palette[colour]);
  const legend = drawLegend([
    ...parts.map(({ label }, part) => ({ label, colour: colours[part] })),
    ...(marks ? [{ label: marks.label, colour: paper.text }] : []),
  ]);
  const box = {
    left: namesWidth,
    top: legend.height,
    width: paper.width - namesWidth - totalsWidth,
    height: bars.length * barPitch,
  };
  const toX = (value: number) => (box.width * value) / scaled.factor / axis.end;
  const drawn = bars.map((name, bar) => {
    const y = box.top + bar * barPitch + (barPitch - barHeight) / 2;
    let x = box.left;
    const pieces = parts.map(({ values }, part) => {
      const width = toX(values[bar] || 0);
      const piece = svg("rect", { x, y, width, height: barHeight, fill: colours[part] });
      x += width;
      return width > 0 ? piece : "";
    });
    const mark = marks?.values[bar] ?? NaN;
    if (Number.isFinite(mark)) {
      pieces.push(
        svg("rect", {
          x: box.left + toX(mark) - 1,
          y: y - 3,
          width: 2,
          height: barHeight + 6,
          fill: paper.text,
        }),
      );
    }
    return [
      svgText(0, y + 14, shortenTo(name, namesWidth - 10)),
      ...pieces,
      svgText(box.left + box.width + 8, y + 14, formatQuantity(totals[bar], unit)),
    ].join("");
  });
  return {
    title,
    height: legend.height + box.height + axisHeight,
    body: legend.body + drawBelow(box, axis, scaled.unit) + drawn.join(""),
  };
}

/** NaN counts as nothing: a part that the run does not have. */
function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + (value || 0), 0);
}
