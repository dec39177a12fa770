import type { Picture } from "../picture";
import type { Viewport } from "../viewport";
import type { Box } from "./box";
import { placeLevels, type Measure, type PlacedLevel } from "./place-labels";

/** Where the parts of a heat map lie, its colour bar aside. */
export interface HeatMapLayout {
  /** The cells. */
  readonly plot: Box;
  /** From the cells outwards: to the left, and downwards. */
  readonly rowLevels: readonly PlacedSide[];
  readonly columnLevels: readonly PlacedSide[];
}

/** A level of an axis, with its distance to the cells and its size away from them. */
export interface PlacedSide extends PlacedLevel {
  readonly distance: number;
  readonly size: number;
}

/** Between the cells and their axes: the marks of the shown row and column lie there. */
const axisGap = 8;
const edge = 4;
/** Share of the height that the labels below the cells may take. */
const mostBelowShare = 0.25;
/** From labels to what they are named by. */
export const nameGap = 10;
/** Of a level of labels that run along their axis, and of a name beside the cells. */
export const levelSize = 17;
/** Widths of labels are rounded up to this: words differ little from one part in view to the next. */
const widthStep = 8;

/** @param size of all that there is room for, in pixels */
export function layoutHeatMap(
  picture: Picture,
  viewport: Viewport,
  size: { readonly width: number; readonly height: number },
  measure: Measure,
): HeatMapLayout {
  const { rowAxis, columnAxis } = picture;
  const mostBelow = below(columnAxis.levels.length);
  const rows = { from: viewport.row, size: viewport.rows };
  const fewestPixels = Math.max(1, size.height - edge - mostBelow);
  const rowSides = (pixels: number) =>
    placeSides(placeLevels(rowAxis, "rows", { ...rows, pixels }, measure), besideRows);
  const names = columnAxis.levels.map(({ name }) => (name === "" ? 0 : measure(name) + nameGap));
  const left = Math.ceil(Math.max(edge, outerEdge(rowSides(fewestPixels)), ...names));
  const width = Math.max(1, size.width - left - edge);
  const columns = { from: viewport.column, size: viewport.columns, pixels: width };
  const most = Math.max(1, Math.floor((size.height * mostBelowShare) / levelSize));
  const fitting = placeLevels(columnAxis, "columns", columns, measure).slice(0, most);
  const height = Math.max(1, size.height - edge - below(fitting.length));
  const plot = {
    left,
    top: edge,
    ...(picture.isSquare ? square(width, height) : { width, height }),
  };
  return {
    plot,
    rowLevels: rowSides(plot.height),
    columnLevels: placeSides(
      placeLevels(columnAxis, "columns", { ...columns, pixels: plot.width }, measure).slice(
        0,
        most,
      ),
      () => levelSize,
    ),
  };
}

function below(levels: number): number {
  return levels === 0 ? edge : axisGap + levels * levelSize;
}

function square(width: number, height: number) {
  const side = Math.min(width, height);
  return { width: side, height: side };
}

function outerEdge(levels: readonly PlacedSide[]): number {
  const outermost = levels.at(-1);
  return outermost ? outermost.distance + outermost.size : 0;
}

function placeSides(
  levels: readonly PlacedLevel[],
  sizeOf: (level: PlacedLevel) => number,
): PlacedSide[] {
  let distance = axisGap;
  return levels.map((level) => {
    const placed = { ...level, distance, size: sizeOf(level) };
    distance += placed.size;
    return placed;
  });
}

/** What a level takes beside the cells, with its name upright beside its labels. */
function besideRows({ name, width, isAlong }: PlacedLevel): number {
  const size = isAlong ? levelSize : Math.ceil(width / widthStep) * widthStep;
  return size + (name === "" ? 0 : levelSize);
}
