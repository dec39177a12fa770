import { formatTick } from "../format/number";
import { aggregate } from "../heat-map/drawing/aggregate";
import type { Axis, Picture } from "../heat-map/picture";
import { colourIndexOf, positionOf } from "../colours/scale";
import { scaleTicks } from "../colours/ticks";
import type { Drawing } from "./drawing";
import { paper, shortenTo, textWidth } from "./paper";
import { svg, svgText } from "./svg";

const boxHeight = 420;
const levelHeight = 18;
const barWidth = 16;
const barSpace = 160;

/** The most cells along a side: with more, one cell stands for several, as on screen. */
const mostRows = 128;
const mostColumns = 512;
/** The most frames and bands, as on screen. */
const mostMarks = 1024;

/**
 * A heat map with its axes and colour bar; cells are squares of the drawing, not an image.
 * @param table colours from the low to the high end, [256], each 0xAABBGGRR
 */
export function drawHeatMap(title: string, picture: Picture, table: Uint32Array): Drawing {
  const left = rowAxisWidth(picture.rowAxis);
  const width = paper.width - left - barSpace;
  const noteTop = boxHeight + picture.columnAxis.levels.length * levelHeight + 8;
  const cells = svg(
    "g",
    { transform: `translate(${left} 0)`, "shape-rendering": "crispEdges" },
    drawCells(picture, table, width),
  );
  return {
    title,
    height: noteTop + paper.lineHeight,
    body: [
      cells,
      drawDividers(picture, left, width),
      drawMarks(picture, left, width),
      svg("rect", { x: left, y: 0, width, height: boxHeight, fill: "none", stroke: paper.faint }),
      drawRowLabels(picture.rowAxis, picture.matrix.rows, left),
      drawColumnLabels(picture.columnAxis, picture.matrix.columns, left, width),
      svgText(left, noteTop + 10, "White: no value.", { fill: paper.faint }),
      svg("g", { transform: `translate(${left + width + 24} 0)` }, drawColourBar(picture, table)),
    ].join(""),
  };
}

/** One path per colour: runs of equal cells of a row are one rectangle of it. */
function drawCells(
  { matrix, scale, aggregation }: Picture,
  table: Uint32Array,
  width: number,
): string {
  const cells = aggregate(matrix, mostRows, mostColumns, aggregation);
  const { rows, columns, values } = cells;
  const paths = new Map<number, string[]>();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns;) {
      const colour = colourIndexOf(scale, values[row * columns + column]);
      const from = column++;
      while (column < columns && same(colourIndexOf(scale, values[row * columns + column]), colour))
        column++;
      if (Number.isNaN(colour)) continue;
      const path = paths.get(colour) ?? [];
      path.push(`M${from} ${row}h${column - from}v1h${from - column}z`);
      paths.set(colour, path);
    }
  }
  const shapes = [...paths].map(([colour, path]) =>
    svg("path", { d: path.join(""), fill: hex(table[colour]) }),
  );
  const size = `scale(${width / columns} ${boxHeight / rows})`;
  return svg("g", { transform: size }, ...shapes);
}

function same(a: number, b: number): boolean {
  return Object.is(a, b);
}

/** @param colour 0xAABBGGRR */
function hex(colour: number): string {
  const channels = [colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff];
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function drawDividers({ matrix, rowAxis, columnAxis }: Picture, left: number, width: number) {
  const line = (d: string, weight: number) =>
    svg("path", { d, stroke: paper.background, "stroke-width": weight / 2 });
  return [
    ...columnAxis.dividers.map(({ at, weight }) =>
      line(`M${(left + (width * at) / matrix.columns).toFixed(2)} 0v${boxHeight}`, weight),
    ),
    ...rowAxis.dividers.map(({ at, weight }) =>
      line(`M${left} ${((boxHeight * at) / matrix.rows).toFixed(2)}h${width}`, weight),
    ),
  ].join("");
}

/** Frames and bands as on screen, but seen on paper. */
function drawMarks({ matrix, marks = [] }: Picture, left: number, width: number): string {
  const shapes = marks.slice(0, mostMarks).map(({ kind, range }) => {
    const box = {
      x: left + (width * range.fromColumn) / matrix.columns,
      y: (boxHeight * range.fromRow) / matrix.rows,
      width: (width * (range.toColumn - range.fromColumn)) / matrix.columns,
      height: (boxHeight * (range.toRow - range.fromRow)) / matrix.rows,
    };
    if (kind === "band") return svg("rect", { ...box, fill: paper.text, "fill-opacity": 0.18 });
    const frame = { ...box, fill: "none" };
    return (
      svg("rect", { ...frame, stroke: paper.text, "stroke-width": 3 }) +
      svg("rect", { ...frame, stroke: paper.background, "stroke-width": 1 })
    );
  });
  return shapes.join("");
}

function levelWidth({ name, labels }: Axis["levels"][number]): number {
  return Math.max(textWidth(name), ...labels.map(({ text }) => textWidth(text))) + 10;
}

function rowAxisWidth({ levels }: Axis): number {
  return levels.reduce((sum, level) => sum + levelWidth(level), 0);
}

function drawRowLabels({ levels }: Axis, rows: number, left: number): string {
  let x = left;
  const parts = levels.map((level) => {
    const right = x - 6;
    x -= levelWidth(level);
    const labels = level.labels.map(({ from, to, text }) => {
      const y = (boxHeight * (from + to)) / 2 / rows;
      return svgText(right, y + 4, text, { "text-anchor": "end" });
    });
    const name = svgText(right, boxHeight + 13, level.name, {
      "text-anchor": "end",
      fill: paper.faint,
    });
    return labels.join("") + name;
  });
  return parts.join("");
}

function drawColumnLabels({ levels }: Axis, columns: number, left: number, width: number): string {
  const parts = levels.map(({ name, labels }, index) => {
    const y = boxHeight + 13 + index * levelHeight;
    const texts = labels.map(({ from, to, text }) => {
      const room = (width * (to - from)) / columns;
      const x = left + (width * (from + to)) / 2 / columns;
      // Labels of single steps may stand over their neighbours; those of parts may not.
      const shown = to - from > 1 ? shortenTo(text, room) : text;
      return svgText(x, y, shown, { "text-anchor": "middle" });
    });
    const title = svgText(left + width + 8, y, name, { fill: paper.faint });
    return texts.join("") + title;
  });
  return parts.join("");
}

/** The colours from the low end below to the high end above, with ticks. */
function drawColourBar({ scale, barTitle }: Picture, table: Uint32Array): string {
  const stripes = Array.from(table, (colour, index) =>
    svg("rect", {
      y: boxHeight * (1 - (index + 1) / table.length),
      width: barWidth,
      height: boxHeight / table.length + 0.5,
      fill: hex(colour),
    }),
  );
  const ticks = scaleTicks(scale, 6).map((value) => {
    const y = boxHeight * (1 - positionOf(scale, value));
    const line = svg("path", { d: `M${barWidth} ${y.toFixed(2)}h4`, stroke: paper.text });
    return line + svgText(barWidth + 7, y + 4, formatTick(value));
  });
  const x = barWidth + 76;
  const title = svgText(x, boxHeight / 2, shortenTo(barTitle, boxHeight), {
    "text-anchor": "middle",
    transform: `rotate(-90 ${x} ${boxHeight / 2})`,
    fill: paper.faint,
  });
  return title + stripes.join("") + ticks.join("");
}
