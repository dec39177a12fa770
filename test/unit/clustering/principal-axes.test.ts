import assert from "node:assert/strict";
import fc from "fast-check";
import { principalAxes, project } from "../../../src/core/clustering/principal-axes";
import { seededRandom } from "../../../src/core/kernels/seeded-random";
import { jacobiSvd } from "../../fixtures/cim/jacobi-svd";

const clouds = fc.record({
  n: fc.integer({ min: 1, max: 60 }),
  dimension: fc.integer({ min: 1, max: 12 }),
  seed: fc.nat(1e6),
});

/** Points that vary less and less from one coordinate to the next, then turned a little. */
function cloud({ n, dimension, seed }: { n: number; dimension: number; seed: number }) {
  const random = seededRandom(seed);
  const points = new Float32Array(n * dimension);
  for (let at = 0; at < points.length; at += dimension) {
    const shared = random() - 0.5;
    for (let d = 0; d < dimension; d++) points[at + d] = shared + (random() - 0.5) / (1 + d) + 3;
  }
  return points;
}

/** Covariance, straight from its formula. */
function covariance(points: Float32Array, dimension: number): Float64Array {
  const n = points.length / dimension;
  const rows = Array.from({ length: n }, (_, i) => [
    ...points.subarray(i * dimension, (i + 1) * dimension),
  ]);
  const mean = Array.from({ length: dimension }, (_, d) => {
    return rows.reduce((sum, row) => sum + row[d], 0) / n;
  });
  const matrix = new Float64Array(dimension * dimension);
  for (let a = 0; a < dimension; a++) {
    for (let b = 0; b < dimension; b++) {
      for (const row of rows) matrix[a * dimension + b] += (row[a] - mean[a]) * (row[b] - mean[b]);
      matrix[a * dimension + b] /= n;
    }
  }
  return matrix;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, d) => sum + value * b[d], 0);
}

describe("principalAxes", () => {
  it("finds as much variance as Jacobi's singular values say there is", () => {
    fc.assert(
      fc.property(clouds, (shape) => {
        const { dimension } = shape;
        const points = cloud(shape);
        const matrix = covariance(points, dimension);
        const expected = jacobiSvd(matrix, dimension).map(({ sigma }) => sigma);
        const total = expected.reduce((sum, sigma) => sum + sigma, 0);
        const { shares, axes } = principalAxes(points, dimension, 2);
        for (let axis = 0; axis < Math.min(2, dimension); axis++) {
          const own = axes.subarray(axis * dimension, (axis + 1) * dimension);
          const image = Array.from({ length: dimension }, (_, row) =>
            dot(matrix.subarray(row * dimension, (row + 1) * dimension), own),
          );
          const close = (found: number) =>
            assert.ok(Math.abs(found - expected[axis]) <= 1e-6 * total, `${found}`);
          close(dot(image, own));
          close(shares[axis] * total);
        }
      }),
      { seed: 71, numRuns: 200 },
    );
  });

  it("gives orthogonal unit vectors, none where no variance is left, and the same each time", () => {
    fc.assert(
      fc.property(clouds, (shape) => {
        const { dimension } = shape;
        const points = cloud(shape);
        const found = principalAxes(points, dimension, 2);
        const [first, second] = [0, 1].map((axis) =>
          found.axes.subarray(axis * dimension, (axis + 1) * dimension),
        );
        for (const [axis, share] of [
          [first, found.shares[0]],
          [second, found.shares[1]],
        ] as const) {
          assert.ok(Math.abs(dot(axis, axis) - (share > 0 ? 1 : 0)) < 1e-9);
          const largest = axis.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
          assert.ok(largest >= 0);
        }
        assert.ok(Math.abs(dot(first, second)) < 1e-9);
        assert.deepEqual(principalAxes(points, dimension, 2), found);
      }),
      { seed: 72, numRuns: 100 },
    );
  });

  it("projects a plane without loss: distances stay", () => {
    const random = seededRandom(5);
    const dimension = 5;
    const points = new Float32Array(40 * dimension);
    for (let at = 0; at < points.length; at += dimension) {
      const [u, v] = [random(), random()];
      points.set([u, v, u + v, u - v, 2], at);
    }
    const axes = principalAxes(points, dimension, 2);
    assert.ok(Math.abs(axes.shares[0] + axes.shares[1] - 1) < 1e-6);
    const places = project(points, axes);
    const apart = (values: Float32Array, size: number, a: number, b: number) =>
      Math.hypot(
        ...Array.from({ length: size }, (_, d) => values[a * size + d] - values[b * size + d]),
      );
    for (let i = 1; i < 40; i++) {
      assert.ok(Math.abs(apart(places, 2, 0, i) - apart(points, dimension, 0, i)) < 1e-5);
    }
  });

  it("finds the same axes in many points as in a part of them that looks alike", () => {
    const few = cloud({ n: 5000, dimension: 4, seed: 3 });
    const many = new Float32Array(few.length * 4);
    for (let copy = 0; copy < 4; copy++) many.set(few, copy * few.length);
    const [a, b] = [principalAxes(few, 4, 2), principalAxes(many, 4, 2)];
    assert.ok(Math.abs(dot(a.axes.subarray(0, 4), b.axes.subarray(0, 4))) > 0.999);
    assert.ok(Math.abs(a.shares[0] - b.shares[0]) < 0.02);
  });
});
