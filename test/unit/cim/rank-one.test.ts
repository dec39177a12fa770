import assert from "node:assert/strict";
import fc from "fast-check";
import { rankOneFinder } from "../../../src/core/cim/monarch/rank-one";
import { jacobiSvd } from "../../fixtures/cim/jacobi-svd";
import { relativeError } from "../../fixtures/cim/plain-monarch";
import { randomVector } from "../../fixtures/cim/random-weights";

const size = fc.integer({ min: 1, max: 12 });
const seed = fc.integer({ min: 0, max: 1e6 });

function outer(sigma: number, u: ArrayLike<number>, v: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    { length: u.length * v.length },
    (_, at) => sigma * u[Math.floor(at / v.length)] * v[at % v.length],
  );
}

const distance = (one: Float64Array, other: Float64Array) =>
  Math.hypot(...one.map((value, i) => value - other[i]));

describe("the first singular value and its vectors", () => {
  it("are those of Jacobi rotations", () => {
    fc.assert(
      fc.property(size, seed, (b, start) => {
        const matrix = randomVector(b * b, start);
        const [first, second] = jacobiSvd(matrix, b);
        const { sigma, u, v } = rankOneFinder(b)(matrix);
        assert.ok(Math.abs(sigma / first.sigma - 1) < 1e-12);
        const gap = b === 1 ? 1 : 1 - second.sigma / first.sigma;
        const error = relativeError(outer(sigma, u, v), outer(first.sigma, first.u, first.v));
        assert.ok(error < 1e-13 / gap ** 2, `${error} at a gap of ${gap}`);
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it("leave of the matrix what Jacobi's other singular values hold, however close they are", () => {
    const gap = fc.double({ min: 0.3, max: 20, noNaN: true }).map((exponent) => 10 ** -exponent);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), gap, seed, (b, distanceOfSecond, start) => {
        const singular = jacobiSvd(randomVector(b * b, start), b);
        const [first] = singular;
        const second = first.sigma * (1 - distanceOfSecond);
        const parts = singular.map(({ sigma, u, v }, i) =>
          outer(i === 0 ? sigma : i === 1 ? second : Math.min(sigma, second / 2), u, v),
        );
        const matrix = parts.reduce((sum, part) => sum.map((value, i) => value + part[i]));
        const { sigma, u, v } = rankOneFinder(b)(matrix);
        const left = distance(matrix, outer(sigma, u, v));
        const others = jacobiSvd(matrix, b).slice(1);
        const rest = Math.hypot(...others.map((other) => other.sigma));
        assert.ok(left < rest * (1 + 1e-8), `${left} instead of ${rest}`);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("of equal singular values are one of the best", () => {
    const { sigma, u, v } = rankOneFinder(3)(Float64Array.of(0, 2, 0, 0, 0, 2, 2, 0, 0));
    assert.ok(Math.abs(sigma - 2) < 1e-14);
    const left = distance(Float64Array.of(0, 2, 0, 0, 0, 2, 2, 0, 0), outer(sigma, u, v));
    assert.ok(Math.abs(left - Math.sqrt(8)) < 1e-13);
  });

  it("reproduce a matrix of rank one to rounding", () => {
    fc.assert(
      fc.property(size, seed, (b, start) => {
        const matrix = outer(3, randomVector(b, start), randomVector(b, start + 1));
        const { sigma, u, v } = rankOneFinder(b)(matrix);
        assert.ok(relativeError(outer(sigma, u, v), matrix) < 1e-14);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("are zero for a matrix of zeros, and recover afterwards", () => {
    const find = rankOneFinder(2);
    const { sigma, u, v } = find(new Float64Array(4));
    assert.deepEqual([sigma, [...u], [...v]], [0, [0, 0], [0, 0]]);
    assert.ok(Math.abs(find(Float64Array.of(3, 0, 0, 1)).sigma - 3) < 1e-14);
  });

  it("scale with the matrix, over the whole range of 32-bit floats", () => {
    const matrix = randomVector(25, 9);
    const { sigma } = rankOneFinder(5)(matrix);
    for (const factor of [1e-38, 1e38]) {
      const scaled = rankOneFinder(5)(matrix.map((value) => value * factor));
      assert.ok(Math.abs(scaled.sigma / (sigma * factor) - 1) < 1e-13);
    }
  });
});
