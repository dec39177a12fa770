import type { CellRange } from "../marking/cell-range";
import type { Viewport } from "../viewport";
import type { Box } from "./box";

/** What is in view of a range, on a plot; undefined where that is nothing. */
export function placeRange(range: CellRange, viewport: Viewport, plot: Box): Box | undefined {
  const left = share(range.fromColumn, viewport.column, viewport.columns);
  const right = share(range.toColumn, viewport.column, viewport.columns);
  const top = share(range.fromRow, viewport.row, viewport.rows);
  const bottom = share(range.toRow, viewport.row, viewport.rows);
  if (left >= right || top >= bottom) return undefined;
  return {
    left: plot.left + left * plot.width,
    top: plot.top + top * plot.height,
    width: (right - left) * plot.width,
    height: (bottom - top) * plot.height,
  };
}

function share(edge: number, from: number, size: number): number {
  return Math.max(0, Math.min((edge - from) / size, 1));
}
