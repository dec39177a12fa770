import assert from "node:assert/strict";
import fc from "fast-check";
import { bytesPerRow, cutColumns, joinColumns } from "../../../src/core/columns";
import { mostArrayBytes } from "../../../src/core/message-size";

const makers = {
  bytes: (values: number[]) => Uint8Array.from(values),
  words: (values: number[]) => Uint16Array.from(values),
  counts: (values: number[]) => Uint32Array.from(values),
  signed: (values: number[]) => Int32Array.from(values),
  shares: (values: number[]) => Float32Array.from(values),
  figures: (values: number[]) => Float64Array.from(values, (value) => value / 7),
};
const names = Object.keys(makers) as (keyof typeof makers)[];

/** Some columns of one number of rows, with some entries of a row each. */
const anyColumns = fc
  .record({
    rows: fc.nat(50),
    chosen: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
    widths: fc.dictionary(fc.constantFrom(...names), fc.integer({ min: 1, max: 5 })),
    seed: fc.nat(1e6),
  })
  .map(({ rows, chosen, widths, seed }) => {
    const columns = chosen.map((name, index) => {
      const length = rows * (widths[name] ?? 1);
      return [name, makers[name](Array.from({ length }, (_, i) => seed + 31 * i + index))] as const;
    });
    return { rows, widths, columns: Object.fromEntries(columns) };
  });

describe("columns in parts", () => {
  it("are what they were once they are together again, and no part is above the limit", () => {
    fc.assert(
      fc.property(anyColumns, fc.integer({ min: 1, max: 400 }), (given, most) => {
        const { rows, widths, columns } = given;
        const parts = cutColumns(columns, { widths, most });
        assert.ok(parts.length >= 1);
        const rowBytes = bytesPerRow(columns, widths);
        let next = 0;
        for (const part of parts) {
          assert.equal(part.from, next);
          const [[name, first]] = Object.entries(part.columns);
          const own = first.length / (widths[name] ?? 1);
          const arrays = Object.values(part.columns);
          const bytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
          assert.equal(bytes, own * rowBytes, "every column has the same rows");
          assert.ok(bytes <= most || own === 1, "a row in any case");
          // Nothing else goes along in a message.
          for (const { buffer, byteLength } of arrays) assert.equal(buffer.byteLength, byteLength);
          next += own;
        }
        assert.equal(next, rows);
        assert.deepEqual(joinColumns(parts.map((part) => part.columns)), columns);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it("fit into messages where nothing else is said", () => {
    const length = 500_000;
    const columns = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`column ${index}`, new Uint32Array(length)]),
    );
    const parts = cutColumns(columns);
    assert.ok(parts.length < 8, "and are not cut finer than that");
    for (const part of parts) {
      const arrays = Object.values(part.columns);
      const bytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
      assert.ok(bytes <= mostArrayBytes, `${bytes} bytes`);
    }
  });
});
