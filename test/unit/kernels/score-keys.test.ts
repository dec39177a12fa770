import assert from "node:assert/strict";
import fc from "fast-check";
import { scoreKeyChannels, scoreKeys } from "../../../src/core/kernels/score-keys";

const problem = fc
  .record({ dimension: fc.integer({ min: 1, max: 9 }), count: fc.integer({ min: 0, max: 20 }) })
  .chain(({ dimension, count }) => {
    const value = fc.integer({ min: -50, max: 50 });
    const vector = (length: number) =>
      fc.array(value, { minLength: length, maxLength: length }).map((v) => Float32Array.from(v));
    return fc.record({
      dimension: fc.constant(dimension),
      count: fc.constant(count),
      query: vector(dimension),
      keys: vector((count + 1) * dimension),
      channels: fc
        .uniqueArray(fc.nat(dimension - 1))
        .map((list) => Uint32Array.from(list.sort((a, b) => a - b))),
    });
  });

describe("scoreKeys", () => {
  it("equals the sum of products, for every dimension, and writes no more than asked", () => {
    fc.assert(
      fc.property(problem, ({ dimension, count, query, keys }) => {
        const scores = new Float32Array(count + 1).fill(7);
        scoreKeys(query, keys, dimension, count, scores);
        for (let key = 0; key < count; key++) {
          let sum = 0;
          for (let d = 0; d < dimension; d++) sum += query[d] * keys[key * dimension + d];
          assert.equal(scores[key], sum);
        }
        assert.equal(scores[count], 7);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("adds up over any split of the channels", () => {
    fc.assert(
      fc.property(problem, ({ dimension, count, query, keys, channels }) => {
        const others = Uint32Array.from(
          Array.from({ length: dimension }, (_, d) => d).filter((d) => !channels.includes(d)),
        );
        const whole = new Float32Array(count);
        const some = new Float32Array(count);
        const rest = new Float32Array(count);
        scoreKeys(query, keys, dimension, count, whole);
        scoreKeyChannels(query, keys, dimension, count, channels, some);
        scoreKeyChannels(query, keys, dimension, count, others, rest);
        assert.deepEqual(
          some.map((score, key) => score + rest[key]),
          whole,
        );
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
