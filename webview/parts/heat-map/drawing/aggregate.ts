import type { CellRange } from "../marking/cell-range";
import type { Matrix } from "../matrix";

/** What stands for several cells that fall on one pixel; the extreme is farthest from 0. */
export type Aggregation = "max" | "mean" | "extreme";

/**
 * Shrinks a part of a matrix to at most `rows` x `columns` so that no pixel gets more than one
 * cell. Cell c of the part's C falls on target cell floor(c * T / C). NaN cells do not count; a
 * target cell that holds nothing else is NaN. A matrix that fits whole is returned as it is.
 */
export function aggregate(
  matrix: Matrix,
  rows: number,
  columns: number,
  aggregation: Aggregation,
  part: CellRange = { fromRow: 0, toRow: matrix.rows, fromColumn: 0, toColumn: matrix.columns },
): Matrix {
  const height = part.toRow - part.fromRow;
  const width = part.toColumn - part.fromColumn;
  const target = { rows: Math.min(height, rows), columns: Math.min(width, columns) };
  if (target.rows === matrix.rows && target.columns === matrix.columns) return matrix;
  if (target.rows === height && target.columns === width) return cut(matrix, part);
  const values =
    aggregation === "mean" ? mean(matrix, part, target) : most(matrix, part, target, aggregation);
  return { ...target, values };
}

interface Shape {
  readonly rows: number;
  readonly columns: number;
}

function cut({ values, columns }: Matrix, part: CellRange): Matrix {
  const width = part.toColumn - part.fromColumn;
  const height = part.toRow - part.fromRow;
  const copied = new Float32Array(height * width);
  for (let row = 0; row < height; row++) {
    const start = (part.fromRow + row) * columns + part.fromColumn;
    copied.set(values.subarray(start, start + width), row * width);
  }
  return { rows: height, columns: width, values: copied };
}

function most(
  matrix: Matrix,
  part: CellRange,
  target: Shape,
  aggregation: "max" | "extreme",
): Float32Array {
  const raiseBy = aggregation === "max" ? raise : raiseFromZero;
  const values = new Float32Array(target.rows * target.columns);
  const found = new Float32Array(target.columns);
  const rowStarts = startsOf(part.fromRow, part.toRow, target.rows);
  const columnStarts = startsOf(part.fromColumn, part.toColumn, target.columns);
  for (let row = 0; row < target.rows; row++) {
    const sources = { from: rowStarts[row], to: rowStarts[row + 1] };
    if (copyOnly(matrix, sources, columnStarts, values, row * target.columns)) continue;
    found.fill(aggregation === "max" ? -Infinity : NaN);
    for (let source = sources.from; source < sources.to; source++) {
      raiseBy(found, matrix.values, source * matrix.columns, columnStarts);
    }
    for (let column = 0; column < found.length; column++) {
      if (found[column] === -Infinity) found[column] = NaN;
    }
    values.set(found, row * target.columns);
  }
  return values;
}

/** Copies a row of which every cell stands for itself; returns false where they do not. */
function copyOnly(
  { values, columns }: Matrix,
  sources: { readonly from: number; readonly to: number },
  columnStarts: Uint32Array,
  target: Float32Array,
  at: number,
): boolean {
  const first = columnStarts[0];
  const end = columnStarts[columnStarts.length - 1];
  if (sources.to - sources.from > 1 || end - first > columnStarts.length - 1) return false;
  const start = sources.from * columns;
  target.set(values.subarray(start + first, start + end), at);
  return true;
}

/** Raises each of `most` to the largest of its cells of a row that begins at `start`. */
function raise(
  most: Float32Array,
  values: Float32Array,
  start: number,
  columnStarts: Uint32Array,
): void {
  let cell = start + columnStarts[0];
  for (let column = 0; column < most.length; column++) {
    const end = start + columnStarts[column + 1];
    let largest = most[column];
    for (; cell < end; cell++) {
      if (values[cell] > largest) largest = values[cell];
    }
    most[column] = largest;
  }
}

/** Moves each of `most` to the one farthest from 0 of its cells of a row, and of itself. */
function raiseFromZero(
  most: Float32Array,
  values: Float32Array,
  start: number,
  columnStarts: Uint32Array,
): void {
  let cell = start + columnStarts[0];
  for (let column = 0; column < most.length; column++) {
    const end = start + columnStarts[column + 1];
    let farthest = most[column];
    for (; cell < end; cell++) {
      const value = values[cell];
      // A cell without a value moves nothing; any other one takes the place of none.
      if (!(Math.abs(value) <= Math.abs(farthest)) && !Number.isNaN(value)) farthest = value;
    }
    most[column] = farthest;
  }
}

function mean(matrix: Matrix, part: CellRange, target: Shape): Float32Array {
  const values = new Float32Array(target.rows * target.columns);
  const sums = new Float64Array(target.columns);
  const counts = new Float64Array(target.columns);
  const rowStarts = startsOf(part.fromRow, part.toRow, target.rows);
  const columnStarts = startsOf(part.fromColumn, part.toColumn, target.columns);
  for (let row = 0; row < target.rows; row++) {
    const start = row * target.columns;
    const sources = { from: rowStarts[row], to: rowStarts[row + 1] };
    if (copyOnly(matrix, sources, columnStarts, values, start)) continue;
    sums.fill(0);
    counts.fill(0);
    for (let source = sources.from; source < sources.to; source++) {
      addUp(sums, counts, matrix.values, source * matrix.columns, columnStarts);
    }
    for (let column = 0; column < target.columns; column++) {
      values[start + column] = sums[column] / counts[column];
    }
  }
  return values;
}

/** Adds to each of `sums` and `counts` its cells of a row that begins at `start`. */
function addUp(
  sums: Float64Array,
  counts: Float64Array,
  values: Float32Array,
  start: number,
  columnStarts: Uint32Array,
): void {
  let cell = start + columnStarts[0];
  for (let column = 0; column < sums.length; column++) {
    const end = start + columnStarts[column + 1];
    let sum = 0;
    let count = 0;
    for (; cell < end; cell++) {
      const value = values[cell];
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    sums[column] += sum;
    counts[column] += count;
  }
}

/** First source cell of each target cell, and the end of the last. */
function startsOf(from: number, to: number, targets: number): Uint32Array {
  return Uint32Array.from({ length: targets + 1 }, (_, target) => {
    return from + Math.ceil((target * (to - from)) / targets);
  });
}
