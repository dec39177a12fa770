import assert from "node:assert/strict";
import fc from "fast-check";
import { kMeansPlusPlus } from "../../../src/core/clustering/k-means-plus-plus";

describe("kMeansPlusPlus", () => {
  it("draws points, each place once, and repeats for the same seed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 30 }),
        fc.nat(1000),
        fc.nat(29),
        (values, seed, wanted) => {
          const points = Float32Array.from(values);
          const count = Math.min(wanted + 1, points.length);
          const drawn = kMeansPlusPlus(points, 1, count, seed);
          assert.deepEqual(kMeansPlusPlus(points, 1, count, seed), drawn);
          const left = [...values];
          for (const value of drawn) {
            const at = left.indexOf(value);
            assert.ok(at >= 0, "a drawn centroid is a point that was not drawn before");
            left.splice(at, 1);
          }
          const different = new Set(values).size;
          assert.equal(new Set(drawn).size, Math.min(different, count));
        },
      ),
      { seed: 13, numRuns: 300 },
    );
  });

  it("draws far points more often: in proportion to the squared distance", () => {
    // From 0 the next draw is 1 or 3 with odds 1 : 9; from the others 0 is one of two as well.
    const points = Float32Array.of(0, 1, 3);
    let after0 = 0;
    let threes = 0;
    for (let seed = 0; seed < 6000; seed++) {
      const [first, second] = kMeansPlusPlus(points, 1, 2, seed);
      if (first !== 0) continue;
      after0++;
      if (second === 3) threes++;
    }
    assert.ok(Math.abs(after0 / 6000 - 1 / 3) < 0.03);
    assert.ok(Math.abs(threes / after0 - 0.9) < 0.03);
  });
});
