import { hexColour } from "../colours/hex-colour";
import { colourIndexOf } from "../colours/scale";
import { aggregate } from "../heat-map/drawing/aggregate";
import type { Box } from "../heat-map/drawing/box";
import type { Picture } from "../heat-map/picture";
import { svg } from "./svg";

/** The most cells along a side: with more, one cell stands for several, as on screen. */
const mostRows = 128;
const mostColumns = 512;

/** One path per colour: runs of equal cells of a row are one rectangle of it. */
export function drawCells(
  { matrix, scale, aggregation }: Picture,
  table: Uint32Array,
  { left, top, width, height }: Box,
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
    svg("path", { d: path.join(""), fill: hexColour(table[colour]) }),
  );
  const transform = `translate(${left} ${top}) scale(${width / columns} ${height / rows})`;
  return svg("g", { transform, "shape-rendering": "crispEdges" }, ...shapes);
}

function same(a: number, b: number): boolean {
  return Object.is(a, b);
}
