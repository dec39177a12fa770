import assert from "node:assert/strict";
import fc from "fast-check";
import { BestFirst } from "../../../src/core/kernels/best-first";
import { topIndices } from "../../../src/core/kernels/top-indices";

/** Few different values, so that equal scores are frequent. */
const scoreLists = fc
  .array(fc.integer({ min: -6, max: 6 }), { maxLength: 200 })
  .map((list) => Float32Array.from(list));

/** Indices by falling score, the lowest index first among equals: the sort that both replace. */
function ranking(scores: Float32Array): number[] {
  return Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
}

describe("topIndices", () => {
  it("is the head of a full sort, in ascending order", () => {
    fc.assert(
      fc.property(scoreLists, fc.integer({ min: 0, max: 210 }), (scores, k) => {
        const before = scores.slice();
        const indices = topIndices(scores, scores.length, k, new Uint32Array(scores.length));
        const expected = ranking(scores).slice(0, k);
        assert.deepEqual(
          Array.from(indices),
          expected.sort((a, b) => a - b),
        );
        assert.deepEqual(scores, before);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("is right on sorted, reversed, constant and real-valued scores", () => {
    const lists = [
      Float64Array.from({ length: 1000 }, (_, i) => i),
      Float64Array.from({ length: 1000 }, (_, i) => -i),
      new Float64Array(1000).fill(3),
      Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i * i)),
    ];
    for (const scores of lists) {
      for (const k of [1, 2, 499, 500, 999, 1000]) {
        const expected = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
        assert.deepEqual(
          Array.from(topIndices(scores, 1000, k, new Uint32Array(1000))),
          expected.slice(0, k).sort((a, b) => a - b),
        );
      }
    }
  });
});

describe("BestFirst", () => {
  it("hands out every index in the order of a full sort, again after a new start", () => {
    fc.assert(
      fc.property(scoreLists, scoreLists, (first, second) => {
        const bestFirst = new BestFirst(200);
        for (const scores of [first, second]) {
          bestFirst.start(scores, scores.length);
          const order: number[] = [];
          for (let i = bestFirst.next(); i >= 0; i = bestFirst.next()) order.push(i);
          assert.deepEqual(order, ranking(scores));
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
