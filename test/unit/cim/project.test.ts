import assert from "node:assert/strict";
import fc from "fast-check";
import { monarchMatrix } from "../../fixtures/cim/execute/products";
import { projectWeight, type ProjectOptions } from "../../../src/core/cim/monarch/project";
import type { DenseWeight } from "../../../src/core/cim/monarch/weight";
import { InputError } from "../../../src/core/errors";
import fixture from "../../fixtures/cim/monarch.json";
import { jacobiSvd } from "../../fixtures/cim/jacobi-svd";
import {
  permutationMatrix,
  plainWeightMatrix,
  relativeError,
} from "../../fixtures/cim/plain-monarch";
import { randomDense, randomMonarchWeight } from "../../fixtures/cim/random-weights";
import { referenceText } from "../../fixtures/reference-data";

const plain: ProjectOptions = { padding: true, inputPermutation: false };
const seed = fc.integer({ min: 0, max: 1e6 });
const side = fc.integer({ min: 1, max: 30 });

const squared = (values: Float64Array | Float32Array) =>
  Float64Array.from(values).reduce((sum, value) => sum + value * value, 0);

function dense(
  outputs: number,
  inputs: number,
  rule: (i: number, j: number) => number,
): DenseWeight {
  const values = Float64Array.from({ length: outputs * inputs }, (_, at) =>
    rule(Math.floor(at / inputs), at % inputs),
  );
  return { name: "weight", outputs, inputs, values };
}

describe("the projection onto Monarch matrices", () => {
  it("gives back what is a Monarch matrix already", async () => {
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        fc.constantFrom(1, 2, 3, 5),
        fc.boolean(),
        seed,
        async (...run) => {
          const [outputs, inputs, blockSize, inputPermutation, start] = run;
          const weight = randomMonarchWeight(outputs, inputs, blockSize, inputPermutation, start);
          const values = plainWeightMatrix(weight);
          const projection = await projectWeight(
            { name: "weight", outputs, inputs, values },
            { padding: true, blockSize, inputPermutation },
          );
          assert.ok(relativeError(plainWeightMatrix(projection), values) < 1e-12);
          assert.ok(projection.residualSquared < 1e-24 * squared(values));
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it("leaves the residual that it reports: all singular values but the first of every slice", async () => {
    await fc.assert(
      fc.asyncProperty(side, side, fc.boolean(), seed, async (outputs, inputs, turned, start) => {
        const weight = randomDense(outputs, inputs, start);
        const projection = await projectWeight(weight, { padding: true, inputPermutation: turned });
        const matrix = plainWeightMatrix(projection);
        const left = squared(Float64Array.from(weight.values).map((w, i) => w - matrix[i]));
        const { normSquared, residualSquared } = projection;
        assert.ok(Math.abs(normSquared - squared(weight.values)) < 1e-12 * normSquared);
        assert.ok(Math.abs(residualSquared - left) < 1e-12 * normSquared);
        const b = projection.shape.blockSize;
        const best = slicesOf(weight, b, turned)
          .flatMap((slice) => jacobiSvd(slice, b).slice(1))
          .reduce((sum, { sigma }) => sum + sigma * sigma, 0);
        assert.ok(Math.abs(residualSquared - best) < 1e-10 * normSquared);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it("with the input permutation is the plain one of W P, times P", async () => {
    const weight = randomDense(16, 16, 5);
    const p = permutationMatrix(4);
    const columnOf = (j: number) =>
      Array.from({ length: 16 }, (_, i) => i).find((i) => p[i * 16 + j] === 1)!;
    const turned = dense(16, 16, (i, j) => weight.values[i * 16 + columnOf(j)]);
    const one = monarchMatrix((await projectWeight(turned, plain)).tiles[0]);
    const other = (await projectWeight(weight, { padding: true, inputPermutation: true })).tiles[0];
    const back = dense(16, 16, (i, j) => one[i * 16 + columnOf(j)]).values;
    assert.ok(relativeError(monarchMatrix(other), Float64Array.from(back)) < 1e-10);
  });

  it("pads with zeros that stay zeros", async () => {
    const { shape, tiles } = await projectWeight(randomDense(5, 11, 8), plain);
    assert.deepEqual([shape.order, tiles.length], [16, 1]);
    const matrix = monarchMatrix(tiles[0]);
    for (const [at, value] of matrix.entries()) {
      if (at >= 5 * 16 || at % 16 >= 11) assert.equal(Math.abs(value), 0);
    }
  });

  for (const expected of fixture.projections) {
    const { outputs, inputs, inputPermutation } = expected;
    it(`of the fixture ${outputs} x ${inputs}, ${inputPermutation ? "P L P R P" : "P L P R"}`, async () => {
      const rule = (i: number, j: number) => ((5 * i * i + 3 * i * j + 7 * j) % 13) - 6;
      const options = { padding: true, inputPermutation };
      const projection = await projectWeight(dense(outputs, inputs, rule), options);
      const matrix = monarchMatrix(projection.tiles[0]);
      const b = expected.blockSize;
      assert.equal(projection.shape.blockSize, b);
      assert.equal(projection.normSquared, expected.normSquared);
      assert.ok(Math.abs(projection.residualSquared - expected.residualSquared) < 1e-10);
      const row = matrix.subarray(0, b * b);
      assert.ok(relativeError(row, Float64Array.from(expected.firstRow)) < 1e-10);
      const trace = Array.from({ length: b * b }, (_, i) => matrix[i * b * b + i]);
      assert.ok(Math.abs(trace.reduce((sum, x) => sum + x) - expected.trace) < 1e-10);
    });
  }

  it("of the shared vectors", async () => {
    const text = referenceText("cim/monarch_vectors.json");
    const vectors = JSON.parse(text) as Record<string, SharedProjection>;
    const rule = (i: number, j: number) => ((7 * i + 3 * j + i * j) % 11) - 5;
    for (const [name, n] of [
      ["proj_n4", 4],
      ["proj_n16", 16],
    ] as const) {
      const expected = vectors[name];
      const projection = await projectWeight(dense(n, n, rule), plain);
      const matrix = monarchMatrix(projection.tiles[0]);
      assert.equal(projection.normSquared, expected.fro_W2);
      assert.ok(Math.abs(projection.residualSquared / expected.fro_err2 - 1) < 1e-9);
      const relative = Math.sqrt(projection.residualSquared / projection.normSquared);
      assert.ok(Math.abs(relative - expected.rel_err) < 1e-9);
      const rows = expected.M?.flat() ?? expected.M_row0;
      const known = Float64Array.from(rows);
      assert.ok(relativeError(matrix.subarray(0, known.length), known) < 1e-9);
      const trace = Array.from({ length: n }, (_, i) => matrix[i * n + i]);
      assert.ok(Math.abs(trace.reduce((sum, x) => sum + x) - expected.M_trace) < 1e-8);
    }
  });

  it("tells how far it is, never less, and ends at 1", async () => {
    const told: number[] = [];
    await projectWeight(randomDense(600, 600, 1), {
      ...plain,
      onProgress: (done) => told.push(done),
    });
    assert.ok(told.length > 1);
    assert.deepEqual(
      told,
      [...told].sort((a, b) => a - b),
    );
    assert.equal(told.at(-1), 1);
  });

  it("ends with the reason of its signal", async () => {
    const controller = new AbortController();
    const stop = () => controller.abort(new Error("enough"));
    const options = { ...plain, signal: controller.signal, onProgress: stop };
    await assert.rejects(projectWeight(randomDense(600, 600, 1), options), /enough/);
    await assert.rejects(projectWeight(randomDense(4, 4, 1), options), /enough/);
  });
});

interface SharedProjection {
  readonly M: number[][] | null;
  readonly M_row0: number[];
  readonly M_trace: number;
  readonly fro_W2: number;
  readonly fro_err2: number;
  readonly rel_err: number;
}

/** Slices by the definition: entries (s b + l, column of k and p) over s and p. */
function slicesOf({ outputs, inputs, values }: DenseWeight, b: number, turned: boolean) {
  const slices: Float64Array[] = [];
  for (let k = 0; k < b; k++) {
    for (let l = 0; l < b; l++) {
      const entry = (s: number, p: number) => {
        const [row, column] = [s * b + l, turned ? p * b + k : k * b + p];
        return row < outputs && column < inputs ? values[row * inputs + column] : 0;
      };
      slices.push(
        Float64Array.from({ length: b * b }, (_, at) => entry(Math.floor(at / b), at % b)),
      );
    }
  }
  return slices;
}

describe("what cannot be projected is refused:", () => {
  const refuse = async (
    weight: DenseWeight,
    options: ProjectOptions,
    field: string,
    reason: RegExp,
  ) =>
    assert.rejects(projectWeight(weight, options), (error) => {
      assert.ok(error instanceof InputError, String(error));
      assert.equal(error.field, field);
      assert.match(error.reason, reason);
      return true;
    });
  const noPadding = { padding: false, inputPermutation: false };

  it("a weight that is not square, without padding", () =>
    refuse(
      randomDense(4, 9, 1),
      noPadding,
      "weight.shape",
      /4 x 9 is not square, and padding is off/,
    ));

  it("an order that is no square, without padding", () =>
    refuse(
      randomDense(8, 8, 1),
      noPadding,
      "weight.shape",
      /block size of 3 does not divide 8 x 8/,
    ));

  it("a block size that does not divide, without padding", () =>
    refuse(
      randomDense(9, 9, 1),
      { ...noPadding, blockSize: 2 },
      "weight.shape",
      /does not divide/,
    ));

  it("a block size of 0", () =>
    refuse(randomDense(4, 4, 1), { ...plain, blockSize: 0 }, "block size", /0 is not a whole/));

  it("a weight without rows", () =>
    refuse(randomDense(0, 4, 1), plain, "weight.shape", /0 is not/));

  for (const value of [NaN, Infinity, -Infinity]) {
    it(`${value} in a weight`, async () => {
      const weight = randomDense(4, 4, 1);
      weight.values[6] = value;
      await refuse(weight, plain, "weight", new RegExp(`${value} in row 1, column 2`));
    });
  }

  it("but tiles that fit whole need no padding", async () => {
    const { shape } = await projectWeight(randomDense(8, 4, 1), { ...noPadding, blockSize: 2 });
    assert.deepEqual([shape.tileRows, shape.tileColumns], [2, 1]);
  });
});
