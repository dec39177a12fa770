import assert from "node:assert/strict";
import fc from "fast-check";
import { markdownTable } from "../../../src/core/report/markdown-table";

const cell = fc.string({ unit: fc.constantFrom("a", "b", "7", "."), maxLength: 9 });

/** A table of any width and height. */
const anyTable = fc.integer({ min: 1, max: 5 }).chain((columns) => {
  const row = fc.array(cell, { minLength: columns, maxLength: columns });
  return fc.record({ header: row, rows: fc.array(row, { maxLength: 6 }), left: fc.nat(columns) });
});

describe("a Markdown table", () => {
  it("keeps every cell, in columns of one width, the first ones to the left, others to the right", () => {
    fc.assert(
      fc.property(anyTable, ({ header, rows, left }) => {
        const [first, rule, ...others] = markdownTable(header, rows, left)
          .split("\n")
          .map((line) => {
            assert.ok(line.startsWith("| ") && line.endsWith(" |"));
            return line.slice(2, -2).split(" | ");
          });
        for (const [column, title] of header.entries()) {
          const texts = [title, ...rows.map((row) => row[column])];
          const cells = [first, ...others].map((line) => line[column]);
          const width = Math.max(3, ...texts.map((text) => text.length));
          const isLeft = column < left;
          for (const [at, text] of texts.entries()) {
            const spaces = " ".repeat(width - text.length);
            assert.equal(cells[at], isLeft ? `${text}${spaces}` : `${spaces}${text}`);
          }
          assert.match(rule[column], isLeft ? /^-{3,}$/ : /^-{2,}:$/);
          assert.equal(rule[column].length, width);
        }
        assert.equal(others.length, rows.length);
      }),
      { seed: 73, numRuns: 200 },
    );
  });
});
