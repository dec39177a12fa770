import assert from "node:assert/strict";
import fc from "fast-check";
import { multiplyBlockDiagonal } from "../../fixtures/cim/execute/block-diagonal";
import { foldPermutations, multiplyMonarch } from "../../fixtures/cim/execute/fold";
import { monarchParameters } from "../../../src/core/cim/monarch/monarch";
import { permute } from "../../fixtures/cim/execute/permutation";
import { monarchMatrix, multiplyMonarchWeight } from "../../fixtures/cim/execute/products";
import fixture from "../../fixtures/cim/monarch.json";
import {
  permutationMatrix,
  plainMonarchProduct,
  plainProduct,
  plainWeightMatrix,
  relativeError,
} from "../../fixtures/cim/plain-monarch";
import {
  randomMonarch,
  randomMonarchWeight,
  randomVector,
} from "../../fixtures/cim/random-weights";
import { referenceText } from "../../fixtures/reference-data";

const blockSize = fc.integer({ min: 1, max: 9 });
const seed = fc.integer({ min: 0, max: 1e6 });

describe("the permutation P", () => {
  it("is the matrix of its definition, and its own inverse", () => {
    fc.assert(
      fc.property(blockSize, seed, (b, start) => {
        const v = randomVector(b * b, start);
        assert.deepEqual(permute(v, b), plainProduct(permutationMatrix(b), v));
        assert.deepEqual(permute(permute(v, b), b), v);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe("a Monarch matrix", () => {
  it("times a vector is P L P R x, with the input permutation P L P R P x", () => {
    fc.assert(
      fc.property(blockSize, fc.boolean(), seed, (b, inputPermutation, start) => {
        const monarch = randomMonarch(b, inputPermutation, start);
        const x = randomVector(b * b, start + 7);
        const expected = plainMonarchProduct(monarch, x);
        assert.ok(relativeError(multiplyMonarch(monarch, x), expected) < 1e-13);
        assert.ok(relativeError(plainProduct(monarchMatrix(monarch), x), expected) < 1e-13);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it("has 2 n sqrt(n) parameters: 16 times fewer at n = 1024, 32 times at 4096", () => {
    assert.equal(1024 ** 2 / monarchParameters(32), 16);
    assert.equal(4096 ** 2 / monarchParameters(64), 32);
  });

  it("keeps one permutation when folded, and none without the input permutation", () => {
    for (const inputPermutation of [false, true]) {
      const monarch = randomMonarch(5, inputPermutation, 3);
      const { left, right, middlePermutation } = foldPermutations(monarch);
      assert.equal(middlePermutation, inputPermutation);
      assert.equal(left.blocks, monarch.left, "folding computes nothing");
      assert.equal(right.blocks, monarch.right);
    }
  });

  it("has a folded factor that is P D P", () => {
    const blocks = randomVector(6 ** 3, 4);
    const x = randomVector(36, 5);
    const plain = multiplyBlockDiagonal({ blockSize: 6, blocks, strided: false }, permute(x, 6));
    const folded = multiplyBlockDiagonal({ blockSize: 6, blocks, strided: true }, x);
    assert.ok(relativeError(folded, permute(plain, 6)) < 1e-14);
  });

  it("of several tiles is the matrix of its tiles, cut off at the edges", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        seed,
        (outputs, inputs, b, inputPermutation, start) => {
          const weight = randomMonarchWeight(outputs, inputs, b, inputPermutation, start);
          const x = randomVector(inputs, start + 1);
          const expected = plainProduct(plainWeightMatrix(weight), x);
          assert.ok(relativeError(multiplyMonarchWeight(weight, x), expected) < 1e-12);
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });

  it("of the fixture gives the fixture's product", () => {
    const { product } = fixture;
    const monarch = {
      blockSize: product.blockSize,
      left: Float64Array.from(product.left),
      right: Float64Array.from(product.right),
      inputPermutation: false,
    };
    const y = multiplyMonarch(monarch, Float64Array.from(product.x));
    assert.deepEqual([...y], product.y);
  });
});

interface SharedProduct {
  readonly w1: number[][][];
  readonly w2: number[][][];
  readonly M?: number[][];
  readonly x: number[];
  readonly y: number[];
}

describe("the shared Monarch vectors", () => {
  it("come out exactly", () => {
    const text = referenceText("cim/monarch_vectors.json");
    const vectors = JSON.parse(text) as Record<"n4" | "n16", SharedProduct>;
    for (const { w1, w2, M, x, y } of [vectors.n4, vectors.n16]) {
      const right = Float64Array.from(w1.flat(2));
      const left = Float64Array.from(w2.flat(2));
      const monarch = { blockSize: w1.length, left, right, inputPermutation: false };
      assert.deepEqual([...multiplyMonarch(monarch, Float64Array.from(x))], y);
      if (M !== undefined) assert.deepEqual([...monarchMatrix(monarch)], M.flat());
    }
  });
});
