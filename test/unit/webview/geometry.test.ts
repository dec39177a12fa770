import assert from "node:assert/strict";
import fc from "fast-check";
import { cellAt, keepInside, moveCell } from "../../../webview/parts/heat-map/geometry";

const settings = { seed: 11, numRuns: 300 };
const size = fc.integer({ min: 1, max: 5000 });
const grids = fc.record({ rows: size, columns: size });

describe("heat map geometry", () => {
  it("finds every cell under its own middle", () => {
    fc.assert(
      fc.property(grids, fc.nat(), fc.nat(), (grid, a, b) => {
        const cell = { row: a % grid.rows, column: b % grid.columns };
        const found = cellAt(
          grid,
          (cell.column + 0.5) / grid.columns,
          (cell.row + 0.5) / grid.rows,
        );
        assert.deepEqual(found, cell);
      }),
      settings,
    );
  });

  it("finds no cell outside", () => {
    for (const [x, y] of [
      [-0.001, 0.5],
      [1, 0.5],
      [0.5, -1],
      [0.5, 1],
      [NaN, 0.5],
    ]) {
      assert.equal(cellAt({ rows: 16, columns: 64 }, x, y), undefined);
    }
  });

  it("never leaves the grid by keyboard, and every cell can be reached", () => {
    const keys = [
      "ArrowLeft",
      "ArrowRight",
      "ArrowUp",
      "ArrowDown",
      "PageUp",
      "PageDown",
      "Home",
      "End",
    ];
    fc.assert(
      fc.property(grids, fc.array(fc.constantFrom(...keys), { maxLength: 50 }), (grid, pressed) => {
        let cell = { row: 0, column: 0 };
        for (const key of pressed) {
          cell = moveCell(cell, key, grid)!;
          assert.deepEqual(keepInside(cell, grid), cell);
        }
      }),
      settings,
    );
    const grid = { rows: 16, columns: 64 };
    assert.deepEqual(moveCell({ row: 3, column: 5 }, "ArrowDown", grid), { row: 4, column: 5 });
    assert.deepEqual(moveCell({ row: 3, column: 5 }, "PageDown", grid), { row: 3, column: 9 });
    assert.deepEqual(moveCell({ row: 3, column: 5 }, "End", grid), { row: 3, column: 63 });
  });

  it("leaves other keys alone", () => {
    for (const key of ["a", "Tab", "constructor", "toString"]) {
      assert.equal(moveCell({ row: 0, column: 0 }, key, { rows: 2, columns: 2 }), undefined);
    }
  });
});
