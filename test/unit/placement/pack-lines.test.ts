import assert from "node:assert/strict";
import fc from "fast-check";
import { packLines } from "../../../src/core/placement/pack-lines";

/** Cluster sizes of a window, and where its slots begin. */
const windows = fc.record({
  from: fc.integer({ min: 0, max: 40 }),
  /** Slots of a line. */
  width: fc.constantFrom(1, 2, 4, 8, 16, 32, 64),
  sizes: fc.array(fc.integer({ min: 0, max: 64 }), { minLength: 1, maxLength: 12 }),
});

function linesOf(slots: Iterable<number>, width = 16): number {
  return new Set(Array.from(slots, (slot) => Math.floor(slot / width))).size;
}

describe("packLines", () => {
  it("deals every slot out once", () => {
    fc.assert(
      fc.property(windows, ({ from, width, sizes }) => {
        const total = sizes.reduce((a, b) => a + b);
        const slots = packLines(from, from + total, sizes, width);
        assert.deepEqual(
          slots.map((own) => own.length),
          sizes,
        );
        const all = slots.flatMap((own) => Array.from(own)).sort((a, b) => a - b);
        assert.ok(all.every((slot, i) => slot === from + i));
      }),
      { seed: 55, numRuns: 300 },
    );
  });

  it("touches no more lines over all clusters than laying them one behind the other", () => {
    fc.assert(
      fc.property(windows, ({ from, width, sizes }) => {
        const total = sizes.reduce((a, b) => a + b);
        const packed = packLines(from, from + total, sizes, width);
        let next = from;
        let contiguous = 0;
        for (const size of sizes) {
          contiguous += linesOf(
            Array.from({ length: size }, (_, i) => next + i),
            width,
          );
          next += size;
        }
        assert.ok(packed.reduce((sum, own) => sum + linesOf(own, width), 0) <= contiguous);
      }),
      { seed: 56, numRuns: 2000 },
    );
  });

  it("lets a prefix of a cluster touch as few lines as its pieces allow", () => {
    fc.assert(
      fc.property(windows, fc.nat(64), ({ from, width, sizes }, length) => {
        const total = sizes.reduce((a, b) => a + b);
        for (const own of packLines(from, from + total, sizes, width)) {
          const pieces = new Map<number, number>();
          for (const slot of own) {
            const line = Math.floor(slot / width);
            pieces.set(line, (pieces.get(line) ?? 0) + 1);
          }
          const largest = [...pieces.values()].sort((a, b) => b - a);
          const prefix = own.subarray(0, length);
          let fewest = 0;
          for (let left = prefix.length; left > 0; fewest++) left -= largest[fewest];
          assert.equal(linesOf(prefix, width), fewest);
        }
      }),
      { seed: 57, numRuns: 500 },
    );
  });

  it("gives a cluster of a full window the fewest lines there can be", () => {
    for (const sizes of [
      [20, 10, 18, 16],
      [64, 0, 0, 0],
      [1, 31, 15, 17],
    ]) {
      const packed = packLines(128, 192, sizes, 16);
      assert.deepEqual(
        packed.map((own) => linesOf(own)),
        sizes.map((size) => Math.ceil(size / 16)),
      );
    }
  });
});
