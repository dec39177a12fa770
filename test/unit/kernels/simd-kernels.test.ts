import assert from "node:assert/strict";
import fc from "fast-check";
import { attend } from "../../../src/core/kernels/attend";
import { AttendKernel } from "../../../src/core/kernels/attend-kernel";
import { KernelModule } from "../../../src/core/kernels/kernel-module";
import { RowKernel } from "../../../src/core/kernels/row-kernel";
import { scoreKeyChannels, scoreKeys } from "../../../src/core/kernels/score-keys";
import { ScoreKernel } from "../../../src/core/kernels/score-kernel";
import { ScoreRows } from "../../../src/core/kernels/score-rows";
import { softmax } from "../../../src/core/kernels/softmax";
import { topIndices } from "../../../src/core/kernels/top-indices";
import { noise, structuredKeys } from "../../fixtures/clustering/generated-keys";
import { kernelBuilds } from "../../fixtures/kernel-builds";
import { SoftmaxKernel } from "../../fixtures/kernels/softmax-kernel";

const everyBuild = kernelBuilds.map((module) => ({ module, build: module.build }));

/** Small whole numbers: 32-bit sums of their products are exact, so that twins must be equal. */
const wholeNumbers = (length: number) =>
  fc
    .array(fc.integer({ min: -50, max: 50 }), { minLength: length, maxLength: length })
    .map((values) => Float32Array.from(values));

const scoring = fc
  .record({
    dimension: fc.integer({ min: 1, max: 20 }),
    keyCount: fc.integer({ min: 1, max: 60 }),
    queryCount: fc.integer({ min: 0, max: 9 }),
  })
  .chain(({ dimension, keyCount, queryCount }) =>
    fc.record({
      dimension: fc.constant(dimension),
      count: fc.integer({ min: 1, max: keyCount }),
      keys: wholeNumbers(keyCount * dimension),
      queries: wholeNumbers(queryCount * dimension),
      channels: fc
        .uniqueArray(fc.nat(dimension - 1))
        .map((list) => Uint32Array.from(list.sort((a, b) => a - b))),
    }),
  );

/** Calls `score` for each query with its row of a block. */
function rowByRow(
  queries: Float32Array,
  dimension: number,
  count: number,
  score: (query: Float32Array, row: Float32Array) => void,
): Float32Array {
  const rows = new Float32Array((queries.length / dimension) * count);
  for (let from = 0, row = 0; from < queries.length; from += dimension, row += count) {
    score(queries.subarray(from, from + dimension), rows.subarray(row, row + count));
  }
  return rows;
}

describe("KernelModule", () => {
  it("chooses the fused build where there is one", () => {
    assert.equal(KernelModule.compile()?.build, "fused");
  });

  it("says how much memory is missing when the host has no room", () => {
    const { memory } = kernelBuilds[0].start();
    assert.throws(() => memory.layOut({ keys: 2 ** 33 }), /no room for 8590 MB of numeric work/);
  });
});

for (const { module, build } of everyBuild) {
  describe(`ScoreKernel, ${build}`, () => {
    it("equals its plain twin, for all and for some channels", () => {
      const kernel = new ScoreKernel(module);
      fc.assert(
        fc.property(scoring, ({ dimension, count, keys, queries, channels }) => {
          kernel.load(keys, dimension);
          const all = new Float32Array((queries.length / dimension) * count);
          kernel.scores(queries, count, all);
          assert.deepEqual(
            all,
            rowByRow(queries, dimension, count, (query, row) =>
              scoreKeys(query, keys, dimension, count, row),
            ),
          );
          const some = all.slice().fill(NaN);
          kernel.channelScores(queries, channels, count, some);
          assert.deepEqual(
            some,
            rowByRow(queries, dimension, count, (query, row) =>
              scoreKeyChannels(query, keys, dimension, count, channels, row),
            ),
          );
        }),
        { seed: 21, numRuns: 200 },
      );
    });

    it("stays within rounding of it over many blocks and pieces of keys", () => {
      const dimension = 128;
      const [tokens, queryCount] = [9001, 130];
      const keys = structuredKeys(tokens, dimension, 64);
      const queries = noise(queryCount, dimension, 5);
      const kernel = new ScoreKernel(module);
      kernel.load(keys, dimension);
      const scores = new Float32Array(queryCount * tokens);
      kernel.scores(queries, tokens, scores);
      const expected = rowByRow(queries, dimension, tokens, (query, row) =>
        scoreKeys(query, keys, dimension, tokens, row),
      );
      // Lengths are about 11 and 15, so that a score's rounding is relative to their product.
      for (const [i, score] of scores.entries()) {
        if (Math.abs(score - expected[i]) > 1e-4) assert.fail(`${score} is not ${expected[i]}`);
      }
    });

    it("refuses more keys than it has", () => {
      const kernel = new ScoreKernel(module);
      kernel.load(new Float32Array(12), 4);
      const scores = new Float32Array(4);
      assert.throws(() => kernel.scores(new Float32Array(4), 4, scores), /4 keys wanted, 3 loaded/);
    });
  });

  describe(`ScoreRows, ${build}`, () => {
    it("gives every member's rows in any order", () => {
      const [dimension, tokens] = [12, 50];
      const keys = noise(tokens, dimension, 8);
      const queries = [noise(70, dimension, 9), noise(33, dimension, 10)];
      const kernel = new ScoreKernel(module);
      kernel.load(keys, dimension);
      const rows = new ScoreRows(kernel, queries, dimension, tokens);
      const expected = new Float32Array(tokens);
      for (const [member, step] of [
        [0, 0],
        [0, 31],
        [0, 32],
        [1, 32],
        [1, 5],
        [0, 69],
        [0, 1],
      ]) {
        const query = queries[member].subarray(step * dimension, (step + 1) * dimension);
        scoreKeys(query, keys, dimension, tokens, expected);
        const row = rows.row(member, step);
        assert.ok(row.every((score, key) => Math.abs(score - expected[key]) < 1e-5));
      }
    });
  });

  describe(`AttendKernel, ${build}`, () => {
    it("equals its plain twin within rounding, over any tokens", () => {
      const kernel = new AttendKernel(module);
      for (const dimension of [1, 6, 32, 44, 128]) {
        const tokens = 300;
        const values = noise(tokens, dimension, dimension);
        const scores = noise(tokens, 1, dimension + 1).map((score) => 5 * score);
        kernel.load(values, dimension);
        for (const every of [1, 2, 7, 299, 400]) {
          const chosen = Uint32Array.from(scores.keys()).filter(
            (token) => (token + 1) % every === 0,
          );
          const actual = kernel.attend(scores, 0.7, chosen);
          const expected = attend(scores, 0.7, values, dimension, chosen);
          assert.equal(actual.length, dimension);
          for (const [d, value] of actual.entries()) {
            assert.ok(Math.abs(value - expected[d]) < 2e-6, `${value} is not ${expected[d]}`);
          }
        }
      }
    });
  });

  describe(`RowKernel, ${build}`, () => {
    const kernel = new RowKernel(module, 5000);

    it("selects the same indices as its plain twin, ties and both zeros included", () => {
      const values = fc.oneof(
        fc.integer({ min: -3, max: 3 }).map((value) => (value === 0 ? -0 : value)),
        fc.constantFrom(0, 1e-40, -1e-40, 3e38, -3e38),
        fc.float({ noNaN: true, noDefaultInfinity: true }),
      );
      fc.assert(
        fc.property(fc.array(values, { maxLength: 300 }), fc.integer({ max: 310 }), (list, k) => {
          const scores = Float32Array.from(list);
          const room = (): Uint32Array => new Uint32Array(scores.length);
          assert.deepEqual(
            kernel.topIndices(scores, scores.length, k, room()),
            topIndices(scores, scores.length, k, room()),
          );
        }),
        { seed: 23, numRuns: 500 },
      );
    });

    it("selects among many", () => {
      const scores = noise(5000, 1, 6);
      for (const k of [1, 1024, 4999, 5000]) {
        assert.deepEqual(
          kernel.topIndices(scores, 5000, k, new Uint32Array(5000)),
          topIndices(scores, 5000, k, new Uint32Array(5000)),
        );
      }
    });
  });

  describe(`the exponentials of AttendKernel, ${build}`, () => {
    const kernel = new SoftmaxKernel(module, 100);

    it("weighs scores as its plain twin does, and so that the weights sum to 1", () => {
      const score = fc.float({ min: -1000, max: 1000, noNaN: true });
      fc.assert(
        fc.property(
          fc.array(score, { minLength: 1, maxLength: 100 }),
          fc.constantFrom(1, 0.125, 3),
          (list, scale) => {
            const scores = Float32Array.from(list);
            const weights = new Float32Array(scores.length);
            const expected = new Float64Array(scores.length);
            kernel.softmax(scores, scores.length, scale, weights);
            softmax(scores, scores.length, scale, expected);
            const largest = scale * Math.max(...scores.map(Math.abs));
            // e^x carries x's own rounding: that of scaling and of taking off the highest.
            const tolerance = 1e-6 + largest * 2 ** -22;
            for (const [i, weight] of weights.entries()) {
              assert.ok(Math.abs(weight - expected[i]) <= tolerance * expected[i] + 2e-38);
            }
            const sum = weights.reduce((total, weight) => total + weight, 0);
            assert.ok(Math.abs(sum - 1) < 1e-5);
          },
        ),
        { seed: 24, numRuns: 300 },
      );
    });
  });
}
