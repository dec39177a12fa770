import assert from "node:assert/strict";
import fc from "fast-check";
import { cropPicture } from "../../../webview/parts/heat-map/crop";
import type { Picture } from "../../../webview/parts/heat-map/picture";
import { linearScale } from "../../../webview/parts/colours/scale";
import { cellsInView } from "../../../webview/parts/heat-map/viewport";

const rows = 24;
const columns = 60;

const side = (size: number) => ({
  levels: [
    {
      name: "",
      labels: Array.from({ length: size / 4 }, (_, group) => ({
        from: 4 * group,
        to: 4 * group + 4,
        text: `group ${group}`,
      })),
    },
  ],
  dividers: Array.from({ length: size / 4 - 1 }, (_, group) => ({
    at: 4 * group + 4,
    weight: 1 as const,
  })),
});

const picture: Picture = {
  label: "",
  matrix: { rows, columns, values: Float32Array.from({ length: rows * columns }, (_, at) => at) },
  scale: linearScale(rows * columns),
  colours: "viridis",
  aggregation: "max",
  rowAxis: side(rows),
  columnAxis: side(columns),
  barTitle: "",
  markedRow: 3,
  markedColumn: 50,
  describe: ({ row, column }) => ({ title: `${row * columns + column}`, lines: [] }),
};

describe("cropping a picture", () => {
  it("keeps every cell's value, words, labels, dividers and marks", () => {
    const viewport = fc.record({
      row: fc.double({ min: 0, max: 18, noNaN: true }),
      column: fc.double({ min: 0, max: 50, noNaN: true }),
      rows: fc.double({ min: 4, max: 24, noNaN: true }),
      columns: fc.double({ min: 4, max: 59, noNaN: true }),
    });
    fc.assert(
      fc.property(viewport, (place) => {
        const part = cellsInView(place, picture.matrix);
        const cropped = cropPicture(picture, place);
        const { matrix } = cropped;
        assert.equal(matrix.rows, part.toRow - part.fromRow);
        assert.equal(matrix.columns, part.toColumn - part.fromColumn);
        for (let row = 0; row < matrix.rows; row++) {
          for (let column = 0; column < matrix.columns; column++) {
            const value = matrix.values[row * matrix.columns + column];
            assert.equal(cropped.describe({ row, column }).title, `${value}`);
          }
        }
        for (const { from, to, text } of cropped.columnAxis.levels[0].labels) {
          assert.ok(from >= 0 && to <= matrix.columns && from < to);
          assert.equal(text, `group ${Math.floor((from + part.fromColumn) / 4)}`);
        }
        for (const { at } of cropped.rowAxis.dividers) assert.equal((at + part.fromRow) % 4, 0);
        const marked = cropped.markedColumn;
        const isInside = part.fromColumn <= 50 && 50 < part.toColumn;
        assert.equal(marked, isInside ? 50 - part.fromColumn : undefined);
      }),
      { seed: 54 },
    );
  });

  it("gives a picture that is whole in view back as it is", () => {
    assert.equal(cropPicture(picture, { row: 0, column: 0, rows, columns }), picture);
  });
});
