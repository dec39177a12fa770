import assert from "node:assert/strict";
import fc from "fast-check";
import { kmeans } from "ml-kmeans";
import type { LloydOptions } from "../../../src/core/clustering/engine";
import { mlKmeansEngine } from "../../../src/core/clustering/ml-kmeans-engine";
import { plainLloyd } from "../../fixtures/clustering/plain-lloyd";

/** Whole numbers in few dimensions, so that doubles and equal distances are frequent. */
const problem = fc
  .record({
    dimension: fc.integer({ min: 1, max: 4 }),
    n: fc.integer({ min: 1, max: 40 }),
    k: fc.integer({ min: 1, max: 8 }),
  })
  .chain(({ dimension, n, k }) =>
    fc.record({
      dimension: fc.constant(dimension),
      k: fc.constant(Math.min(k, n)),
      points: fc
        .array(fc.integer({ min: -4, max: 4 }), {
          minLength: n * dimension,
          maxLength: n * dimension,
        })
        .map((values) => Float32Array.from(values)),
      options: fc.record<LloydOptions>({
        maxIterations: fc.integer({ min: 1, max: 20 }),
        tolerance: fc.constantFrom(0, 1e-4, 0.5),
        emptyCluster: fc.constantFrom("keep", "zero"),
      }),
    }),
  );

describe("mlKmeansEngine", () => {
  it("equals the plain twin: labels, centroids and iterations", () => {
    fc.assert(
      fc.property(problem, ({ dimension, k, points, options }) => {
        const initial = points.slice(0, k * dimension);
        assert.deepEqual(
          mlKmeansEngine.lloyd(points, dimension, initial, options),
          plainLloyd.lloyd(points, dimension, initial, options),
        );
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("reaches the partition of the package's own loop", () => {
    fc.assert(
      fc.property(problem, ({ dimension, k, points }) => {
        const rows = Array.from({ length: points.length / dimension }, (_, row) =>
          Array.from(points.subarray(row * dimension, (row + 1) * dimension)),
        );
        const own = kmeans(rows, k, {
          initialization: rows.slice(0, k),
          maxIterations: 100,
          tolerance: 0,
        });
        const ours = mlKmeansEngine.lloyd(points, dimension, points.slice(0, k * dimension), {
          maxIterations: 100,
          tolerance: 0,
          emptyCluster: "keep",
        });
        assert.deepEqual(Array.from(ours.labels), own.clusters);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it("leaves its input as it was and gives the same answer twice", () => {
    const points = Float32Array.of(0, 1, 10, 11, 20);
    const initial = Float32Array.of(0, 1);
    const options: LloydOptions = { maxIterations: 9, tolerance: 0, emptyCluster: "zero" };
    const first = mlKmeansEngine.lloyd(points, 1, initial, options);
    assert.deepEqual(mlKmeansEngine.lloyd(points, 1, initial, options), first);
    assert.deepEqual(Array.from(points), [0, 1, 10, 11, 20]);
    assert.deepEqual(Array.from(initial), [0, 1]);
    assert.deepEqual(Array.from(first.labels), [0, 0, 1, 1, 1]);
  });

  it("puts equal points into the lowest cluster and empties the others as told", () => {
    const points = Float32Array.of(2, 2, 2);
    for (const [emptyCluster, rest] of [
      ["zero", 0],
      ["keep", 2],
    ] as const) {
      const { labels, centroids } = mlKmeansEngine.lloyd(points, 1, points, {
        maxIterations: 5,
        tolerance: 0,
        emptyCluster,
      });
      assert.deepEqual(Array.from(labels), [0, 0, 0]);
      assert.deepEqual(Array.from(centroids), [2, rest, rest]);
    }
  });
});
