import type { CellRange, Viewport } from "../../../src/shared/protocol";
import type { Cell, Grid } from "./matrix";

export type { Viewport };

/** A point of the picture, as shares of its width and height, 0 .. 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Cells along a side that are always in view: a cell alone says nothing about its neighbours. */
const fewestCells = 4;

export function wholeViewport({ rows, columns }: Grid): Viewport {
  return { row: 0, column: 0, rows, columns };
}

export function isWhole(viewport: Viewport, grid: Grid): boolean {
  return viewport.rows >= grid.rows && viewport.columns >= grid.columns;
}

export function isSameViewport(a: Viewport, b: Viewport | undefined): boolean {
  return a.row === b?.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}

/** The viewport nearest to `viewport` that the grid can show. */
export function fitViewport(viewport: Viewport, grid: Grid): Viewport {
  const rows = fitSize(viewport.rows, grid.rows);
  const columns = fitSize(viewport.columns, grid.columns);
  return {
    row: clamp(viewport.row, 0, grid.rows - rows),
    column: clamp(viewport.column, 0, grid.columns - columns),
    rows,
    columns,
  };
}

/**
 * Shows `factor` times as many cells along each side; what lies at `at` stays there, as long as the
 * grid has cells around it.
 */
export function zoomViewport(
  viewport: Viewport,
  grid: Grid,
  factor: { readonly rows: number; readonly columns: number },
  at: Point,
): Viewport {
  const rows = fitSize(viewport.rows * factor.rows, grid.rows);
  const columns = fitSize(viewport.columns * factor.columns, grid.columns);
  const row = viewport.row + at.y * (viewport.rows - rows);
  const column = viewport.column + at.x * (viewport.columns - columns);
  return fitViewport({ row, column, rows, columns }, grid);
}

/** Moves by shares of what is in view. */
export function panViewport(viewport: Viewport, grid: Grid, by: Point): Viewport {
  const row = viewport.row + by.y * viewport.rows;
  const column = viewport.column + by.x * viewport.columns;
  return fitViewport({ ...viewport, row, column }, grid);
}

/** Moves no further than it takes to have a cell in view. */
export function revealCell(viewport: Viewport, grid: Grid, cell: Cell): Viewport {
  const row = clamp(viewport.row, cell.row + 1 - viewport.rows, cell.row);
  const column = clamp(viewport.column, cell.column + 1 - viewport.columns, cell.column);
  return fitViewport({ ...viewport, row, column }, grid);
}

/** All cells of which some part is in view. */
export function cellsInView(viewport: Viewport, grid: Grid): CellRange {
  const { row, column, rows, columns } = fitViewport(viewport, grid);
  return {
    fromRow: Math.floor(row),
    toRow: Math.min(grid.rows, Math.ceil(row + rows)),
    fromColumn: Math.floor(column),
    toColumn: Math.min(grid.columns, Math.ceil(column + columns)),
  };
}

/** Where the middle of a cell lies. */
export function pointOf(viewport: Viewport, { row, column }: Cell): Point {
  return {
    x: (column + 0.5 - viewport.column) / viewport.columns,
    y: (row + 0.5 - viewport.row) / viewport.rows,
  };
}

/** The point of the picture nearest to `point`. */
export function inside({ x, y }: Point): Point {
  const last = 1 - Number.EPSILON;
  return { x: clamp(x, 0, last), y: clamp(y, 0, last) };
}

function fitSize(size: number, length: number): number {
  return clamp(size, Math.min(fewestCells, length), length);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

export type ZoomDirection = "in" | "out";

/** One press of a key or button shows this many times as much, or as little. */
const zoomStep = 1.6;

/** Shows more or less around a cell, or around the middle. */
export function zoomAround(
  now: Viewport,
  grid: Grid,
  direction: ZoomDirection,
  cell: Cell | undefined,
): Viewport {
  const factor = direction === "in" ? 1 / zoomStep : zoomStep;
  const at = cell ? pointOf(now, cell) : { x: 0.5, y: 0.5 };
  return zoomViewport(now, grid, { rows: factor, columns: factor }, at);
}
