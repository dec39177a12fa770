import assert from "node:assert/strict";
import fc from "fast-check";
import { packLines } from "../../../src/core/placement/pack-lines";
import { range } from "../../fixtures/policy/plain-selections";

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

/**
 * Lines that each cluster touches, by the rule in words: whole lines first; then what is left of
 * each cluster, the largest first, where it leaves the least room, or, where no line has room for
 * all of it, as much as fits where most room is. Clusters one behind the other where that is fewer.
 */
function plainLines(from: number, sizes: readonly number[], width: number): number[] {
  const to = from + sizes.reduce((a, b) => a + b);
  const free = new Map<number, number>();
  for (let slot = from; slot < to; slot++) {
    const line = Math.floor(slot / width);
    free.set(line, (free.get(line) ?? 0) + 1);
  }
  const left = [...sizes];
  const packed = sizes.map(() => new Set<number>());
  const take = (cluster: number, line: number): void => {
    const count = Math.min(left[cluster], free.get(line)!);
    packed[cluster].add(line);
    left[cluster] -= count;
    free.set(line, free.get(line)! - count);
  };
  for (const cluster of sizes.keys()) {
    for (const [line, room] of free) {
      if (room === width && left[cluster] >= width) take(cluster, line);
    }
  }
  const order = [...sizes.keys()].sort((a, b) => left[b] - left[a] || a - b);
  for (const cluster of order) {
    while (left[cluster] > 0) {
      const lines = [...free].sort(([a], [b]) => a - b);
      const least = Math.min(
        ...lines.map(([, room]) => room).filter((room) => room >= left[cluster]),
      );
      const most = Math.max(...lines.map(([, room]) => room));
      const wanted = Number.isFinite(least) ? least : most;
      take(cluster, lines.find(([, room]) => room === wanted)![0]);
    }
  }
  const starts = sizes.map((_, at) => from + sizes.slice(0, at).reduce((a, b) => a + b, 0));
  const inRow = sizes.map((size, at) => linesOf(range(starts[at], starts[at] + size), width));
  const counts = packed.map((lines) => lines.size);
  const total = (lines: readonly number[]) => lines.reduce((a, b) => a + b);
  return total(counts) <= total(inRow) ? counts : inRow;
}

describe("packLines", () => {
  it("gives every cluster as many lines as the rule in words does", () => {
    fc.assert(
      fc.property(windows, ({ from, width, sizes }) => {
        const total = sizes.reduce((a, b) => a + b);
        const packed = packLines(from, from + total, sizes, width);
        const lines = packed.map((own) => linesOf(own, width));
        assert.deepEqual(lines, plainLines(from, sizes, width));
      }),
      { seed: 58, numRuns: 1000 },
    );
  });

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
