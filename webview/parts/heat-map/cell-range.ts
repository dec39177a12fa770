import type { CellRange } from "../../../src/shared/protocol";
import type { Cell, Grid } from "./grid";
import type { Matrix } from "./matrix";

export type { CellRange };

/** The rectangle of cells with these two at opposite corners. */
export function rangeBetween(a: Cell, b: Cell): CellRange {
  return {
    fromRow: Math.min(a.row, b.row),
    toRow: Math.max(a.row, b.row) + 1,
    fromColumn: Math.min(a.column, b.column),
    toColumn: Math.max(a.column, b.column) + 1,
  };
}

/** The part of a range that the grid has; undefined where there is none. */
export function clipRange(range: CellRange, grid: Grid): CellRange | undefined {
  const clipped = {
    fromRow: Math.max(0, range.fromRow),
    toRow: Math.min(grid.rows, range.toRow),
    fromColumn: Math.max(0, range.fromColumn),
    toColumn: Math.min(grid.columns, range.toColumn),
  };
  const isEmpty = clipped.fromRow >= clipped.toRow || clipped.fromColumn >= clipped.toColumn;
  return isEmpty ? undefined : clipped;
}

/** What the values of some cells come to. */
export interface RangeStatistics {
  /** Cells that have a value; the others do not count. */
  readonly count: number;
  readonly smallest: number;
  readonly mean: number;
  readonly largest: number;
  /** Largest / mean; 1 is perfect, NaN without any load. */
  readonly imbalance: number;
}

/** Statistics over the cells of a range; all but the count are NaN where no cell has a value. */
export function rangeStatistics(matrix: Matrix, range: CellRange): RangeStatistics {
  let count = 0;
  let sum = 0;
  let smallest = Infinity;
  let largest = -Infinity;
  for (let row = range.fromRow; row < range.toRow; row++) {
    const start = row * matrix.columns;
    for (let cell = start + range.fromColumn; cell < start + range.toColumn; cell++) {
      const value = matrix.values[cell];
      if (Number.isNaN(value)) continue;
      count++;
      sum += value;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
  }
  if (count === 0) return { count, smallest: NaN, mean: NaN, largest: NaN, imbalance: NaN };
  const mean = sum / count;
  return { count, smallest, mean, largest, imbalance: mean > 0 ? largest / mean : NaN };
}
