import type { Grid } from "../../../parts/heat-map/matrix";
import type { Viewport } from "../../../parts/heat-map/viewport";

/** The same shares of another grid. */
export function shareViewport(viewport: Viewport, from: Grid, to: Grid): Viewport {
  const [down, across] = [to.rows / from.rows, to.columns / from.columns];
  return {
    row: viewport.row * down,
    rows: viewport.rows * down,
    column: viewport.column * across,
    columns: viewport.columns * across,
  };
}
