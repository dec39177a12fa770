import assert from "node:assert/strict";
import fc from "fast-check";
import {
  clipRange,
  rangeBetween,
  rangeStatistics,
} from "../../../webview/parts/heat-map/marking/cell-range";
import { hotCells, nextHotCell } from "../../../webview/parts/heat-map/hot-cells";
import type { Matrix } from "../../../webview/parts/heat-map/matrix";
import type { Picture } from "../../../webview/parts/heat-map/picture";
import { rangeCsv } from "../../../webview/parts/heat-map/marking/range-csv";
import { linearScale } from "../../../webview/parts/colours/scale";
import { describeRange, describeViewport } from "../../../webview/parts/heat-map/speech";

const settings = { seed: 41, numRuns: 200 };

const load = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);

const matrices = fc
  .record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 9 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(load, { minLength: rows * columns, maxLength: rows * columns })
      .map((values): Matrix => ({ rows, columns, values: Float32Array.from(values) })),
  );

const corners = fc.record({ row: fc.nat({ max: 8 }), column: fc.nat({ max: 8 }) });

function pictureOf(matrix: Matrix): Picture {
  return {
    label: "loads",
    matrix,
    scale: linearScale(9),
    colours: "viridis",
    aggregation: "max",
    rowAxis: { levels: [], dividers: [], nameOf: (row) => `channel ${row}` },
    columnAxis: { levels: [], dividers: [], nameOf: (column) => `bank ${column}, "b"` },
    barTitle: "Vectors per bank",
    markedRow: undefined,
    markedColumn: undefined,
    describe: () => ({ title: "", lines: [] }),
  };
}

function valuesIn({ rows, columns, values }: Matrix, range: ReturnType<typeof rangeBetween>) {
  return Array.from({ length: rows }, (_, row) => row)
    .filter((row) => row >= range.fromRow && row < range.toRow)
    .map((row) => [...values.slice(row * columns, (row + 1) * columns)])
    .map((row) => row.slice(range.fromColumn, range.toColumn));
}

describe("range of cells", () => {
  it("holds both corners, whichever was first", () => {
    fc.assert(
      fc.property(corners, corners, (a, b) => {
        const range = rangeBetween(a, b);
        assert.deepEqual(range, rangeBetween(b, a));
        for (const { row, column } of [a, b]) {
          assert.ok(row >= range.fromRow && row < range.toRow);
          assert.ok(column >= range.fromColumn && column < range.toColumn);
        }
      }),
      settings,
    );
  });

  it("has the statistics of its values, told one by one", () => {
    fc.assert(
      fc.property(matrices, corners, corners, (matrix, a, b) => {
        const range = clipRange(rangeBetween(a, b), matrix);
        if (!range) return;
        const values = valuesIn(matrix, range)
          .flat()
          .filter((value) => !Number.isNaN(value));
        const { count, smallest, mean, largest, imbalance } = rangeStatistics(matrix, range);
        assert.equal(count, values.length);
        if (count === 0) {
          assert.ok([smallest, mean, largest, imbalance].every(Number.isNaN));
          return;
        }
        const sum = values.reduce((total, value) => total + value, 0);
        assert.deepEqual([smallest, largest], [Math.min(...values), Math.max(...values)]);
        assert.equal(mean, sum / count);
        assert.equal(imbalance, sum > 0 ? largest / mean : NaN);
      }),
      settings,
    );
  });

  it("is nothing where the grid has none of it", () => {
    const range = rangeBetween({ row: 5, column: 5 }, { row: 7, column: 7 });
    assert.equal(clipRange(range, { rows: 5, columns: 9 }), undefined);
    assert.deepEqual(clipRange(range, { rows: 6, columns: 9 }), {
      fromRow: 5,
      toRow: 6,
      fromColumn: 5,
      toColumn: 8,
    });
  });

  it("as CSV has a name for every row and column and every value with all its digits", () => {
    fc.assert(
      fc.property(matrices, corners, corners, (matrix, a, b) => {
        const range = clipRange(rangeBetween(a, b), matrix);
        if (!range) return;
        const third = { ...matrix, values: matrix.values.map((value) => value / 3) };
        const [heading, ...lines] = rangeCsv(pictureOf(third), range).trimEnd().split("\n");
        const names = valuesIn(third, range)[0].map(
          (_, index) => `"bank ${range.fromColumn + index}, ""b"""`,
        );
        assert.equal(heading, ["Vectors per bank", ...names].join(","));
        const read = lines.map((line) => line.split(","));
        assert.deepEqual(
          read.map(([name]) => name),
          lines.map((_, index) => `channel ${range.fromRow + index}`),
        );
        assert.deepEqual(
          read.map(([, ...cells]) => cells.map((cell) => (cell === "" ? NaN : Number(cell)))),
          valuesIn(third, range),
        );
      }),
      settings,
    );
  });

  it("is read out with its names and statistics", () => {
    const matrix = { rows: 2, columns: 2, values: Float32Array.of(0, 2, 4, 6) };
    const text = describeRange(pictureOf(matrix), {
      fromRow: 0,
      toRow: 2,
      fromColumn: 1,
      toColumn: 2,
    });
    assert.match(text, /channel 0 to channel 1; bank 1/);
    assert.match(text, /2 cells, minimum 2, mean 4, maximum 6, imbalance 1\.5/);
    const large = pictureOf({ rows: 8, columns: 8, values: new Float32Array(64) });
    const part = { row: 2.5, column: 0, rows: 4, columns: 5 };
    assert.match(describeViewport(large, part), /: channel 2 to channel 6; bank 0.* to bank 4/);
    assert.equal(describeViewport(large, { ...part, rows: 8, columns: 8 }), "All cells in view.");
  });
});

describe("hot cells", () => {
  it("are those that no neighbour outdoes, the hottest first", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const at = (row: number, column: number) =>
          row < 0 || column < 0 || row >= matrix.rows || column >= matrix.columns
            ? NaN
            : matrix.values[row * matrix.columns + column];
        const hot = hotCells(matrix);
        hot.forEach(({ row, column }, index) => {
          const value = at(row, column);
          assert.ok(value > 0);
          const around = [at(row - 1, column), at(row, column - 1)];
          const after = [at(row + 1, column), at(row, column + 1)];
          assert.ok(!around.some((other) => other >= value));
          assert.ok(!after.some((other) => other > value));
          if (index > 0) assert.ok(at(hot[index - 1].row, hot[index - 1].column) >= value);
        });
        const largest = matrix.values.reduce((most, value) => (value > most ? value : most), 0);
        assert.equal(hot.length > 0, largest > 0);
        if (hot.length > 0) assert.equal(at(hot[0].row, hot[0].column), largest);
      }),
      settings,
    );
  });

  it("are gone through in a ring, both ways", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const hot = hotCells(matrix);
        assert.equal(nextHotCell(hot, undefined, 1), hot[0]);
        assert.equal(nextHotCell(hot, undefined, -1), hot.at(-1));
        let cell = nextHotCell(hot, undefined, 1);
        for (const expected of hot) {
          assert.deepEqual(cell, expected);
          const next = nextHotCell(hot, cell, 1);
          assert.deepEqual(nextHotCell(hot, next, -1), cell);
          cell = next;
        }
        assert.deepEqual(cell, hot[0]);
      }),
      settings,
    );
  });
});
