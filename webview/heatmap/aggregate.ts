import type { CellRange } from "./cell-range";
import type { Matrix } from "./matrix";

/** What stands for several cells that fall on one pixel. */
export type Aggregation = "max" | "mean";

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
  const values = aggregation === "max" ? largest(matrix, part, target) : mean(matrix, part, target);
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

function largest(matrix: Matrix, part: CellRange, target: Shape): Float32Array {
  const values = new Float32Array(target.rows * target.columns).fill(-Infinity);
  const columnOf = targetIndices(part.toColumn - part.fromColumn, target.columns);
  const rowOf = targetIndices(part.toRow - part.fromRow, target.rows);
  const source = matrix.values;
  for (let row = 0; row < rowOf.length; row++) {
    const start = rowOf[row] * target.columns;
    let cell = (part.fromRow + row) * matrix.columns + part.fromColumn;
    for (let column = 0; column < columnOf.length; column++, cell++) {
      const place = start + columnOf[column];
      if (source[cell] > values[place]) values[place] = source[cell];
    }
  }
  for (let place = 0; place < values.length; place++) {
    if (values[place] === -Infinity) values[place] = NaN;
  }
  return values;
}

function mean(matrix: Matrix, part: CellRange, target: Shape): Float32Array {
  const sums = new Float64Array(target.rows * target.columns);
  const counts = new Uint32Array(sums.length);
  const columnOf = targetIndices(part.toColumn - part.fromColumn, target.columns);
  const rowOf = targetIndices(part.toRow - part.fromRow, target.rows);
  const source = matrix.values;
  for (let row = 0; row < rowOf.length; row++) {
    const start = rowOf[row] * target.columns;
    let cell = (part.fromRow + row) * matrix.columns + part.fromColumn;
    for (let column = 0; column < columnOf.length; column++, cell++) {
      const value = source[cell];
      if (Number.isNaN(value)) continue;
      const place = start + columnOf[column];
      sums[place] += value;
      counts[place]++;
    }
  }
  const values = new Float32Array(sums.length);
  for (let place = 0; place < values.length; place++) values[place] = sums[place] / counts[place];
  return values;
}

function targetIndices(sourceLength: number, targetLength: number): Uint32Array {
  const indices = new Uint32Array(sourceLength);
  for (let index = 0; index < sourceLength; index++) {
    indices[index] = Math.floor((index * targetLength) / sourceLength);
  }
  return indices;
}
