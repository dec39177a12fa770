import { SpreadMeter, type Spread } from "../../../../src/shared/figures";
import type { CellRange } from "../../../../src/shared/protocol";
import type { Cell, Grid, Matrix } from "../matrix";

export type { CellRange };

/** One cell as a range. */
export function cellRange({ row, column }: Cell): CellRange {
  return { fromRow: row, toRow: row + 1, fromColumn: column, toColumn: column + 1 };
}

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

/** Statistics over the cells of a range that have a value. */
export function rangeStatistics(matrix: Matrix, range: CellRange): Spread {
  const meter = new SpreadMeter();
  for (let row = range.fromRow; row < range.toRow; row++) {
    const start = row * matrix.columns;
    for (let cell = start + range.fromColumn; cell < start + range.toColumn; cell++) {
      meter.add(matrix.values[cell]);
    }
  }
  return meter.spread;
}
