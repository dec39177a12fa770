import assert from "node:assert/strict";
import fc from "fast-check";
import { cutColumns, joinColumns } from "../../../src/shared/columns";

describe("columns in parts", () => {
  it("are what they were once they are together again", () => {
    const anyColumns = fc
      .array(fc.tuple(fc.nat(255), fc.nat(), fc.float({ noNaN: true })), { maxLength: 50 })
      .map((rows) => ({
        small: Uint8Array.from(rows, ([value]) => value),
        large: Uint32Array.from(rows, ([, value]) => value),
        share: Float32Array.from(rows, ([, , value]) => value),
      }));
    fc.assert(
      fc.property(anyColumns, fc.integer({ min: 1, max: 60 }), (columns, size) => {
        const parts = cutColumns(columns, size);
        assert.ok(parts.length >= 1);
        for (const { small, large } of parts) {
          assert.ok(small.length <= size);
          assert.equal(small.length, large.length);
          assert.notEqual(small.buffer, columns.small.buffer, "nothing else goes along");
        }
        assert.deepEqual(joinColumns(parts), columns);
      }),
      { seed: 5 },
    );
  });

  it("stay well below 4 MB a part", () => {
    const length = 500_000;
    const columns = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`column ${index}`, new Uint32Array(length)]),
    );
    for (const part of cutColumns(columns)) {
      const bytes = Object.values(part).reduce((sum, column) => sum + column.byteLength, 0);
      assert.ok(bytes < 3.9e6, `${bytes} bytes`);
    }
  });
});
