import assert from "node:assert/strict";
import fc from "fast-check";
import { layoutHeatMap } from "../../../webview/parts/heat-map/drawing/layout";
import type { Picture } from "../../../webview/parts/heat-map/picture";
import type { Axis } from "../../../webview/parts/heat-map/picture";
import { tokenAxis } from "../../../webview/views/tokens/token-axes";

const measure = (text: string) => text.length * 7;
const size = { width: 700, height: 400 };
const noWords = { hasText: false, text: () => "" };
const settings = { seed: 23, numRuns: 300 };

/** Where the cells of so many rows begin, from the left. */
function leftOf(rowAxis: Axis, rows: number, part: { row: number; rows: number }): number {
  const picture: Picture = {
    label: "",
    matrix: { rows, columns: 1, values: new Float32Array(rows) },
    scale: { kind: "linear", low: 0, high: 1 },
    colours: "viridis",
    aggregation: "max",
    rowAxis,
    columnAxis: { levels: [], dividers: [] },
    barTitle: "",
    markedRow: undefined,
    markedColumn: undefined,
    describe: () => ({ title: "", lines: [] }),
  };
  return layoutHeatMap(picture, { ...part, column: 0, columns: 1 }, size, measure).plot.left;
}

/** Rows, some of them in view. */
const parts = fc
  .record({
    rows: fc.integer({ min: 2, max: 140_000 }),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ rows, from, share }) => {
    const inView = Math.max(1, share * rows);
    return { rows, part: { row: from * (rows - inView), rows: inView } };
  });

describe("the place of a heat map's cells", () => {
  it("stays where tokens are marked beside them", () => {
    fc.assert(
      fc.property(parts, fc.nat(), ({ rows, part }, token) => {
        const marked = tokenAxis(rows, rows, [token % rows], noWords);
        const plain = tokenAxis(rows, rows, [], noWords);
        assert.equal(leftOf(marked, rows, part), leftOf(plain, rows, part));
      }),
      settings,
    );
  });

  it("stays while other rows come into view, however many digits they have", () => {
    fc.assert(
      fc.property(parts, fc.nat(), ({ rows, part }, token) => {
        const labels = Array.from({ length: Math.min(rows, 256) }, (_, row) => {
          return { from: row, to: row + 1, text: `${row}` };
        });
        const within = (from: number, to: number) => labels.slice(from, to).slice(0, 8);
        const numbered: Axis = {
          levels: [{ name: "", labels, labelsWithin: within }],
          dividers: [],
        };
        const all = { row: 0, rows: labels.length };
        const row = token % labels.length;
        const one = { row, rows: 1 };
        assert.equal(leftOf(numbered, rows, one), leftOf(numbered, rows, all));
        // The name of what is around the tokens has no room in every part: it is left out of this.
        const tokens = tokenAxis(rows, rows, [], noWords);
        const bare = { ...tokens, levels: tokens.levels.slice(0, 1) };
        const whole = { row: 0, rows };
        assert.equal(leftOf(bare, rows, part), leftOf(bare, rows, whole));
      }),
      settings,
    );
  });
});
