import assert from "node:assert/strict";
import fc from "fast-check";
import { pageBounds, scorePages } from "../../../src/core/kernels/page-bounds";
import { scoreKeys } from "../../../src/core/kernels/score-keys";
import { seededRandom } from "../../../src/core/kernels/seeded-random";
import { softmax } from "../../../src/core/kernels/softmax";
import { unitVectors } from "../../../src/core/kernels/unit-vectors";
import { weightedSum } from "../../../src/core/kernels/weighted-sum";

const rows = fc
  .record({ dimension: fc.integer({ min: 1, max: 6 }), count: fc.integer({ min: 1, max: 40 }) })
  .chain(({ dimension, count }) =>
    fc
      .array(fc.integer({ min: -9, max: 9 }), {
        minLength: dimension * count,
        maxLength: dimension * count,
      })
      .map((values) => ({ dimension, count, values: Float32Array.from(values) })),
  );

describe("softmax", () => {
  it("sums to 1, keeps the order and forgets a common offset, however large the scores", () => {
    const scores = [3, -700, 900, 899.5, 900];
    const weights = new Float64Array(5);
    softmax(Float64Array.from(scores), 5, 2, weights);
    assert.ok(Math.abs(weights.reduce((a, b) => a + b) - 1) < 1e-12);
    assert.equal(weights[2], weights[4]);
    assert.ok(Math.abs(weights[3] / weights[2] - Math.exp(-1)) < 1e-12);
    const shifted = new Float64Array(5);
    softmax(
      Float64Array.from(scores, (score) => score - 1e6),
      5,
      2,
      shifted,
    );
    assert.deepEqual(shifted, weights);
  });

  it("of one score is 1", () => {
    const weights = new Float64Array(1);
    softmax(Float32Array.of(-12), 1, 1, weights);
    assert.equal(weights[0], 1);
  });
});

describe("pageBounds", () => {
  it("enclose the keys of their page and touch them in every channel", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 17 }), ({ dimension, count, values }, page) => {
        const { minimum, maximum } = pageBounds(values, dimension, count, page);
        assert.equal(minimum.length, Math.ceil(count / page) * dimension);
        for (let i = 0; i < minimum.length; i++) {
          const first = Math.floor(i / dimension) * page;
          const column: number[] = [];
          for (let token = first; token < Math.min(first + page, count); token++) {
            column.push(values[token * dimension + (i % dimension)]);
          }
          assert.equal(minimum[i], Math.min(...column));
          assert.equal(maximum[i], Math.max(...column));
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it("bound the scores of their page, and equal them where a page holds one token", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 17 }), ({ dimension, count, values }, page) => {
        const query = values.subarray(0, dimension);
        const scores = new Float32Array(count);
        scoreKeys(query, values, dimension, count, scores);
        const bounds = new Float32Array(Math.ceil(count / page));
        const found = pageBounds(values, dimension, count, page);
        scorePages(query, found, dimension, bounds.length, bounds);
        for (let token = 0; token < count; token++) {
          assert.ok(scores[token] <= bounds[Math.floor(token / page)]);
          if (page === 1) assert.equal(scores[token], bounds[token]);
        }
      }),
      { seed: 6, numRuns: 100 },
    );
  });
});

describe("unitVectors", () => {
  it("have length 1 and the direction they had; a zero row stays zero", () => {
    const values = Float32Array.of(3, 4, 0, 0, -1e-20, 0, 1e30, 1e30);
    const units = unitVectors(values, 2);
    assert.deepEqual(Array.from(units.subarray(0, 4)), [Math.fround(0.6), Math.fround(0.8), 0, 0]);
    assert.ok(Math.abs(units[4]) < 1e-7);
    assert.ok(Math.abs(units[6] - Math.SQRT1_2) < 1e-7);
  });
});

describe("weightedSum", () => {
  it("is linear: a row with weight 1 is itself, two rows add", () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    const one = weightedSum(values, 2, Float64Array.of(1), Uint32Array.of(2));
    assert.deepEqual(Array.from(one), [5, 6]);
    const two = weightedSum(values, 2, Float64Array.of(2, -1), Uint32Array.of(0, 1));
    assert.deepEqual(Array.from(two), [-1, 0]);
  });
});

describe("seededRandom", () => {
  it("repeats for a seed, differs between seeds and fills [0, 1) evenly", () => {
    const draw = (seed: number, count: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: count }, random);
    };
    assert.deepEqual(draw(5, 20), draw(5, 20));
    assert.notDeepEqual(draw(5, 20), draw(6, 20));
    const counts = new Array<number>(10).fill(0);
    for (const value of draw(7, 100_000)) counts[Math.floor(value * 10)]++;
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 500);
  });
});
