import assert from "node:assert/strict";
import fc from "fast-check";
import { aggregate, type Aggregation } from "../../../webview/parts/heat-map/drawing/aggregate";
import { colourTable } from "../../../webview/parts/colours/colour-map";
import type { Matrix } from "../../../webview/parts/heat-map/matrix";
import { paint } from "../../../webview/parts/heat-map/drawing/raster";
import {
  colourIndexOf,
  differenceScale,
  linearScale,
  logScale,
  signedLogScale,
  positionOf,
  squareRootScale,
} from "../../../webview/parts/colours/scale";

const settings = { seed: 20250511, numRuns: 200 };

const load = fc.oneof(
  { weight: 8, arbitrary: fc.float({ min: 0, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
  { weight: 1, arbitrary: fc.constant(0) },
);

const matrices = fc
  .record({ rows: fc.integer({ min: 1, max: 12 }), columns: fc.integer({ min: 1, max: 40 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(load, { minLength: rows * columns, maxLength: rows * columns })
      .map((values): Matrix => ({ rows, columns, values: Float32Array.from(values) })),
  );

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 14 }),
  columns: fc.integer({ min: 1, max: 45 }),
});

/** Every target cell asks every source cell whether it belongs to it. */
function plainAggregate(
  matrix: Matrix,
  rows: number,
  columns: number,
  aggregation: Aggregation,
): number[] {
  const height = Math.min(rows, matrix.rows);
  const width = Math.min(columns, matrix.columns);
  return Array.from({ length: height * width }, (_, place) => {
    const members = [...matrix.values].filter((value, cell) => {
      const row = Math.floor((Math.floor(cell / matrix.columns) * height) / matrix.rows);
      const column = Math.floor(((cell % matrix.columns) * width) / matrix.columns);
      return row * width + column === place && !Number.isNaN(value);
    });
    if (members.length === 0) return NaN;
    const sum = members.reduce((total, value) => total + value, 0);
    if (aggregation === "mean") return Math.fround(sum / members.length);
    if (aggregation === "max") return Math.fround(Math.max(...members));
    return members.reduce((far, value) => (Math.abs(value) > Math.abs(far) ? value : far));
  });
}

describe("aggregate", () => {
  for (const aggregation of ["max", "mean", "extreme"] as const) {
    it(`${aggregation}: equals its plain twin`, () => {
      fc.assert(
        fc.property(matrices, sizes, fc.boolean(), (loads, { rows, columns }, isSigned) => {
          const values = loads.values.map((value, at) =>
            isSigned && at % 3 === 0 ? 0 - value : value,
          );
          const matrix = { ...loads, values };
          const small = aggregate(matrix, rows, columns, aggregation);
          assert.ok(small.rows <= rows && small.columns <= columns);
          assert.deepEqual([...small.values], plainAggregate(matrix, rows, columns, aggregation));
        }),
        settings,
      );
    });
  }

  it("keeps the hottest bank visible however small the picture is", () => {
    fc.assert(
      fc.property(matrices, sizes, (matrix, { rows, columns }) => {
        const most = (values: Float32Array) => values.reduce((a, b) => (b > a ? b : a), -1);
        const small = aggregate(matrix, rows, columns, "max");
        assert.equal(most(small.values), most(matrix.values));
      }),
      settings,
    );
  });

  for (const aggregation of ["max", "mean", "extreme"] as const) {
    it(`${aggregation}: of a part is that of the part by itself`, () => {
      fc.assert(
        fc.property(matrices, sizes, fc.nat(), fc.nat(), (matrix, { rows, columns }, a, b) => {
          const fromRow = a % matrix.rows;
          const fromColumn = b % matrix.columns;
          const toRow = fromRow + 1 + (b % (matrix.rows - fromRow));
          const toColumn = fromColumn + 1 + (a % (matrix.columns - fromColumn));
          const part = { fromRow, toRow, fromColumn, toColumn };
          const values = matrix.values.filter((_, cell) => {
            const row = Math.floor(cell / matrix.columns);
            const column = cell % matrix.columns;
            return row >= fromRow && row < toRow && column >= fromColumn && column < toColumn;
          });
          const alone = { rows: toRow - fromRow, columns: toColumn - fromColumn, values };
          assert.deepEqual(
            aggregate(matrix, rows, columns, aggregation, part),
            aggregate(alone, rows, columns, aggregation),
          );
        }),
        settings,
      );
    });
  }

  it("leaves a matrix that fits as it is", () => {
    const matrix = { rows: 2, columns: 3, values: new Float32Array(6) };
    assert.equal(aggregate(matrix, 2, 3, "max"), matrix);
    assert.equal(aggregate(matrix, 100, 100, "mean"), matrix);
  });
});

describe("paint", () => {
  const table = colourTable("viridis");

  const scales = [
    linearScale(1e6),
    linearScale(37),
    squareRootScale(1e6),
    squareRootScale(37),
    differenceScale(1e6),
    differenceScale(37, "square-root"),
    logScale(0.5, 1e6),
    logScale(3, 3),
    logScale(3, 3.03),
    signedLogScale(3, 1e6),
  ];
  for (const scale of scales) {
    it(`gives each value the colour that the ${scale.kind} scale from ${scale.low} to ${scale.high} says`, () => {
      fc.assert(
        fc.property(fc.array(load, { maxLength: 60 }), fc.boolean(), (list, isNegative) => {
          const values = Float32Array.from(list, (value) => (isNegative ? -value : value));
          const pixels = new Uint32Array(values.length);
          paint(values, scale, table, pixels);
          values.forEach((value, cell) => {
            const index = colourIndexOf(scale, value);
            if (Number.isNaN(index)) {
              assert.equal(pixels[cell], 0, "nothing is drawn");
              return;
            }
            // Both round their own way at the border between two colours.
            const near = [index - 1, index, index + 1].map((each) => table[each]);
            const exact = positionOf(scale, value) * 256;
            if (Math.abs(exact - Math.round(exact)) > 1e-5)
              assert.equal(pixels[cell], table[index]);
            else assert.ok(near.includes(pixels[cell]));
          });
        }),
        settings,
      );
    });
  }

  it("reaches both ends of the colours", () => {
    const pixels = new Uint32Array(2);
    paint(Float32Array.of(0, 8), linearScale(8), table, pixels);
    assert.deepEqual([...pixels], [table[0], table[255]]);
    paint(Float32Array.of(2, 8), logScale(2, 8), table, pixels);
    assert.deepEqual([...pixels], [table[0], table[255]]);
  });
});
