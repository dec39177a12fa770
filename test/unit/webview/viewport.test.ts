import assert from "node:assert/strict";
import fc from "fast-check";
import { cellAt } from "../../../webview/parts/heat-map/geometry";
import type { Grid } from "../../../webview/parts/heat-map/matrix";
import {
  cellsInView,
  fitViewport,
  inside,
  isWhole,
  panViewport,
  pointOf,
  revealCell,
  wholeViewport,
  zoomViewport,
  type Point,
  type Viewport,
} from "../../../webview/parts/heat-map/viewport";

const settings = { seed: 31, numRuns: 300 };
const size = fc.integer({ min: 1, max: 5000 });
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const points = fc.record({ x: share, y: share });
const number = fc.double({ min: -1e4, max: 1e4, noNaN: true });

const grids = fc.record({ rows: size, columns: size });
const views = fc
  .record({
    grid: grids,
    wanted: fc.record({ row: number, column: number, rows: number, columns: number }),
  })
  .map(({ grid, wanted }) => ({ grid, viewport: fitViewport(wanted, grid) }));

function assertInside({ row, column, rows, columns }: Viewport, grid: Grid): void {
  assert.ok(row >= 0 && column >= 0);
  assert.ok(row + rows <= grid.rows + 1e-9 && column + columns <= grid.columns + 1e-9);
  assert.ok(rows >= Math.min(4, grid.rows) && columns >= Math.min(4, grid.columns));
}

/** The place in the grid that lies at a point. */
function placeAt(viewport: Viewport, { x, y }: Point): Point {
  return { x: viewport.column + x * viewport.columns, y: viewport.row + y * viewport.rows };
}

describe("viewport", () => {
  it("never leaves the grid, whatever is done to it", () => {
    const deeds = fc.array(
      fc.record({
        kind: fc.constantFrom("zoom", "pan", "reveal"),
        factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
        at: points,
        by: fc.record({ x: number, y: number }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(views, deeds, ({ grid, viewport }, list) => {
        let now = viewport;
        for (const { kind, factor, at, by } of list) {
          if (kind === "zoom") {
            now = zoomViewport(now, grid, { rows: factor, columns: factor }, at);
          } else if (kind === "pan") now = panViewport(now, grid, by);
          else {
            const row = Math.floor(at.y * grid.rows);
            now = revealCell(now, grid, { row, column: Math.floor(at.x * grid.columns) });
          }
          assertInside(now, grid);
        }
      }),
      settings,
    );
  });

  it("keeps what lies under the pointer there while zooming in", () => {
    const factor = fc.double({ min: 0.05, max: 1, noNaN: true });
    fc.assert(
      fc.property(views, points, factor, ({ grid, viewport }, at, share) => {
        const zoomed = zoomViewport(viewport, grid, { rows: share, columns: share }, at);
        const before = placeAt(viewport, at);
        const after = placeAt(zoomed, at);
        assert.ok(Math.abs(before.x - after.x) < 1e-6 && Math.abs(before.y - after.y) < 1e-6);
      }),
      settings,
    );
  });

  it("shows all again after zooming out enough", () => {
    fc.assert(
      fc.property(views, points, ({ grid, viewport }, at) => {
        const out = zoomViewport(viewport, grid, { rows: 1e5, columns: 1e5 }, at);
        assert.ok(isWhole(out, grid));
        assert.deepEqual(out, wholeViewport(grid));
      }),
      settings,
    );
  });

  it("moves a cell into view, and not at all where it is", () => {
    fc.assert(
      fc.property(views, points, ({ grid, viewport }, at) => {
        const row = Math.floor(at.y * grid.rows);
        const column = Math.floor(at.x * grid.columns);
        const moved = revealCell(viewport, grid, { row, column });
        assert.ok(row >= moved.row - 1e-9 && row + 1 <= moved.row + moved.rows + 1e-9);
        assert.ok(column >= moved.column - 1e-9);
        assert.ok(column + 1 <= moved.column + moved.columns + 1e-9);
        assert.deepEqual(revealCell(moved, grid, { row, column }), moved);
      }),
      settings,
    );
  });

  it("finds the cell at each point among those in view", () => {
    fc.assert(
      fc.property(views, points, ({ grid, viewport }, { x, y }) => {
        const cell = cellAt(grid, x, y, viewport)!;
        const { fromRow, toRow, fromColumn, toColumn } = cellsInView(viewport, grid);
        assert.ok(cell.row >= fromRow && cell.row < toRow);
        assert.ok(cell.column >= fromColumn && cell.column < toColumn);
        const middle = pointOf(viewport, cell);
        const isInView = middle.x >= 0 && middle.x < 1 && middle.y >= 0 && middle.y < 1;
        if (isInView) assert.deepEqual(cellAt(grid, middle.x, middle.y, viewport), cell);
      }),
      settings,
    );
  });

  it("takes a point outside to the nearest one inside", () => {
    const { x, y } = inside({ x: 7, y: -3 });
    assert.ok(x < 1 && x > 0.999 && y === 0);
  });
});
