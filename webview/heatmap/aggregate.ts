import type { Matrix } from "./matrix";

/** What stands for several cells that fall on one pixel. */
export type Aggregation = "max" | "mean";

/**
 * Shrinks a matrix to at most `rows` x `columns` so that no pixel gets more than one cell. Source
 * cell c of C falls on target cell floor(c * T / C). NaN cells do not count; a target cell that
 * holds nothing else is NaN. A matrix that already fits is returned as it is.
 */
export function aggregate(
  matrix: Matrix,
  rows: number,
  columns: number,
  aggregation: Aggregation,
): Matrix {
  const targetRows = Math.min(matrix.rows, rows);
  const targetColumns = Math.min(matrix.columns, columns);
  if (targetRows === matrix.rows && targetColumns === matrix.columns) return matrix;
  const shape = { rows: targetRows, columns: targetColumns };
  const values = aggregation === "max" ? largest(matrix, shape) : mean(matrix, shape);
  return { ...shape, values };
}

interface Shape {
  readonly rows: number;
  readonly columns: number;
}

function largest(matrix: Matrix, target: Shape): Float32Array {
  const values = new Float32Array(target.rows * target.columns).fill(-Infinity);
  const columnOf = targetIndices(matrix.columns, target.columns);
  const source = matrix.values;
  for (let row = 0, cell = 0; row < matrix.rows; row++) {
    const start = Math.floor((row * target.rows) / matrix.rows) * target.columns;
    for (let column = 0; column < matrix.columns; column++, cell++) {
      const place = start + columnOf[column];
      if (source[cell] > values[place]) values[place] = source[cell];
    }
  }
  for (let place = 0; place < values.length; place++) {
    if (values[place] === -Infinity) values[place] = NaN;
  }
  return values;
}

function mean(matrix: Matrix, target: Shape): Float32Array {
  const sums = new Float64Array(target.rows * target.columns);
  const counts = new Uint32Array(sums.length);
  const columnOf = targetIndices(matrix.columns, target.columns);
  const source = matrix.values;
  for (let row = 0, cell = 0; row < matrix.rows; row++) {
    const start = Math.floor((row * target.rows) / matrix.rows) * target.columns;
    for (let column = 0; column < matrix.columns; column++, cell++) {
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
