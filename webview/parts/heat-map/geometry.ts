import type { Cell, Grid } from "./matrix";
import { wholeViewport, type Viewport } from "./viewport";

/**
 * The cell under a point, by arithmetic.
 * @param x @param y share of the picture's width and height, 0 .. 1
 * @param viewport what of the grid the picture shows; all of it where absent
 * @returns undefined outside of the picture
 */
export function cellAt(
  grid: Grid,
  x: number,
  y: number,
  viewport: Viewport = wholeViewport(grid),
): Cell | undefined {
  if (!(x >= 0 && x < 1 && y >= 0 && y < 1)) return undefined;
  const row = Math.floor(viewport.row + y * viewport.rows);
  const column = Math.floor(viewport.column + x * viewport.columns);
  return keepInside({ row, column }, grid);
}

/** Cells to go for a key, and whether it goes to an end instead. */
const moves: Readonly<Record<string, (cell: Cell, grid: Grid) => Cell>> = {
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  PageUp: ({ row, column }, grid) => ({ row, column: column - leap(grid) }),
  PageDown: ({ row, column }, grid) => ({ row, column: column + leap(grid) }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, grid) => ({ row, column: grid.columns - 1 }),
};

/** Where a key takes the cursor; undefined where it is no key of the cursor. */
export function moveCell(cell: Cell, key: string, grid: Grid): Cell | undefined {
  const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return move && keepInside(move(cell, grid), grid);
}

/** The cell nearest to `cell` that the grid has. */
export function keepInside({ row, column }: Cell, grid: Grid): Cell {
  return {
    row: Math.max(0, Math.min(row, grid.rows - 1)),
    column: Math.max(0, Math.min(column, grid.columns - 1)),
  };
}

/** A leap is a sixteenth of the grid: a bank group of a channel. */
function leap(grid: Grid): number {
  return Math.max(1, Math.round(grid.columns / 16));
}
