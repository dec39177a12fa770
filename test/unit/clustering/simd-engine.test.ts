import assert from "node:assert/strict";
import fc from "fast-check";
import type { LloydOptions } from "../../../src/core/clustering/engine";
import { inertia } from "../../fixtures/clustering/inertia";
import { kMeansPlusPlus } from "../../../src/core/clustering/k-means-plus-plus";
import { lloydWindows } from "../../../src/core/clustering/lloyd-windows";
import { mlKmeansEngine } from "../../../src/core/clustering/ml-kmeans-engine";
import { selectEngine } from "../../../src/core/clustering/select-engine";
import { createSimdEngine } from "../../../src/core/clustering/simd/simd-engine";
import { buildStarcClusters } from "../../../src/core/clustering/starc-clusters";
import { starcAsplos26, starcV1 } from "../../../src/core/clustering/starc-presets";
import { unitVectors } from "../../../src/core/kernels/unit-vectors";
import { noise, spreadPoints, structuredKeys } from "../../fixtures/clustering/generated-keys";
import { plainLloyd } from "../../fixtures/clustering/plain-lloyd";
import { assertSameClustering } from "../../fixtures/clustering/same-clustering";
import { kernelBuilds } from "../../fixtures/kernel-builds";

const settle: LloydOptions = { maxIterations: 30, tolerance: 0, emptyCluster: "keep" };

/** Random points in general position: no two distances are equal but for rounding. */
const problem = fc
  .record({
    dimension: fc.integer({ min: 1, max: 13 }),
    n: fc.integer({ min: 1, max: 90 }),
    k: fc.integer({ min: 1, max: 9 }),
    seed: fc.nat(),
    options: fc.record<LloydOptions>({
      maxIterations: fc.integer({ min: 1, max: 20 }),
      tolerance: fc.constantFrom(0, 1e-4),
      emptyCluster: fc.constantFrom("keep", "zero"),
    }),
  })
  .map(({ dimension, n, k, seed, options }) => {
    const points = noise(n, dimension, seed);
    return { dimension, points, initial: points.slice(0, Math.min(k, n) * dimension), options };
  });

/** Points of a coarse lattice: many lie midway between centroids, so that rounding decides. */
const lattice = (n: number, dimension: number, seed: number): Float32Array =>
  noise(n, dimension, seed).map((value) => Math.round(value * (dimension === 1 ? 150 : 2)) + 500);

for (const module of kernelBuilds) {
  const engine = createSimdEngine(module);
  const pruned = createSimdEngine(module, "always");
  const unpruned = createSimdEngine(module, "never");

  describe(`SIMD engine, ${module.build}`, () => {
    it("equals the plain twin on small problems: labels, iterations, centroids", () => {
      fc.assert(
        fc.property(problem, ({ dimension, points, initial, options }) => {
          const expected = plainLloyd.lloyd(points, dimension, initial, options);
          for (const each of [engine, pruned]) {
            const clustering = each.lloyd(points, dimension, initial, options);
            assertSameClustering(points, dimension, clustering, expected);
            assert.equal(clustering.iterations, expected.iterations);
            for (const [i, value] of clustering.centroids.entries()) {
              assert.ok(Math.abs(value - expected.centroids[i]) < 1e-6);
            }
          }
        }),
        { seed: 31, numRuns: 300 },
      );
    });

    for (const { name, keys, dimension, k } of [
      { name: "structured keys", keys: structuredKeys(2500, 64, 40), dimension: 64, k: 80 },
      { name: "noise", keys: noise(2300, 30, 7), dimension: 30, k: 70 },
      {
        name: "unit vectors",
        keys: unitVectors(structuredKeys(2100, 32, 20), 32),
        dimension: 32,
        k: 65,
      },
      { name: "few clusters", keys: structuredKeys(3001, 128, 20), dimension: 128, k: 11 },
    ]) {
      it(`equals ml-kmeans on ${name}, pruned or not`, () => {
        const initial = spreadPoints(keys, dimension, k);
        const expected = mlKmeansEngine.lloyd(keys, dimension, initial, settle);
        for (const each of [engine, pruned, unpruned]) {
          const actual = each.lloyd(keys, dimension, initial, settle);
          assertSameClustering(keys, dimension, actual, expected);
        }
      });
    }

    it("gives the same bits with and without pruning", () => {
      const shapes = fc.record({
        dimension: fc.constantFrom(1, 6, 32, 96),
        k: fc.integer({ min: 64, max: 150 }),
        n: fc.integer({ min: 1024, max: 1500 }),
        topics: fc.constantFrom(1, 10, 100),
        kind: fc.constantFrom("structured", "noise", "lattice"),
        /** Every so many points are all the same, so that ties abound. */
        doubles: fc.constantFrom(0, 2, 3),
        emptyCluster: fc.constantFrom<LloydOptions["emptyCluster"]>("keep", "zero"),
      });
      fc.assert(
        fc.property(shapes, ({ dimension, k, n, topics, kind, doubles, emptyCluster }) => {
          const points =
            kind === "structured"
              ? structuredKeys(n, dimension, topics)
              : kind === "noise"
                ? noise(n, dimension, n)
                : lattice(n, dimension, n);
          for (let point = 0; doubles > 0 && point < n; point += doubles) {
            points.copyWithin(point * dimension, 0, dimension);
          }
          const initial = spreadPoints(points, dimension, k);
          const options: LloydOptions = { maxIterations: 12, tolerance: 0, emptyCluster };
          assert.deepEqual(
            pruned.lloyd(points, dimension, initial, options),
            unpruned.lloyd(points, dimension, initial, options),
          );
        }),
        { seed: 32, numRuns: 60 },
      );
    });

    it("clusters windows as it clusters each alone, and as the plain twin does", () => {
      const dimension = 64;
      const units = unitVectors(structuredKeys(640, dimension, 12), dimension);
      const starc: LloydOptions = { maxIterations: 16, tolerance: 1e-4, emptyCluster: "zero" };
      const windows = lloydWindows(engine, units, dimension, 64, 4, starc);
      const expected = lloydWindows(plainLloyd, units, dimension, 64, 4, starc);
      assert.equal(windows.length, 10);
      for (const [w, window] of windows.entries()) {
        const own = units.subarray(w * 64 * dimension, (w + 1) * 64 * dimension);
        assert.deepEqual(window, engine.lloyd(own, dimension, own.slice(0, 4 * dimension), starc));
        assertSameClustering(own, dimension, window, expected[w]);
      }
    });

    it("makes STARC's clusters of both versions as ml-kmeans does", () => {
      const dimension = 32;
      const keys = structuredKeys(1000, dimension, 12);
      for (const preset of [starcAsplos26, starcV1]) {
        const [actual, expected] = [engine, mlKmeansEngine].map((each) =>
          buildStarcClusters(keys, dimension, 700, 1000, each, preset),
        );
        assert.deepEqual(actual.members, expected.members);
        assert.deepEqual(actual.offsets, expected.offsets);
        for (const [i, value] of actual.centroids.entries()) {
          assert.ok(Math.abs(value - expected.centroids[i]) < 1e-6);
        }
      }
    });

    it("draws the centroids of k-means++", () => {
      for (const dimension of [3, 64]) {
        const points = structuredKeys(700, dimension, 30);
        for (const seed of [1, 2, 3]) {
          assert.deepEqual(
            engine.drawCentroids!(points, dimension, 60, seed),
            kMeansPlusPlus(points, dimension, 60, seed),
          );
        }
      }
    });

    it("repeats itself after other work, and leaves its input alone", () => {
      const points = structuredKeys(1500, 16, 30);
      const initial = spreadPoints(points, 16, 100);
      const [pointsBefore, initialBefore] = [points.slice(), initial.slice()];
      const first = engine.lloyd(points, 16, initial, settle);
      engine.lloyd(noise(3000, 33, 1), 33, noise(70, 33, 2), settle);
      assert.deepEqual(engine.lloyd(points, 16, initial, settle), first);
      assert.deepEqual([points, initial], [pointsBefore, initialBefore]);
    });

    it("never raises the inertia from one iteration to the next", () => {
      const points = structuredKeys(1200, 32, 30);
      const initial = spreadPoints(points, 32, 64);
      let before = Infinity;
      for (let maxIterations = 1; maxIterations <= 8; maxIterations++) {
        const now = inertia(
          points,
          32,
          engine.lloyd(points, 32, initial, { ...settle, maxIterations }),
        );
        assert.ok(now <= before * (1 + 1e-6), `${now} after ${before}`);
        before = now;
      }
    });

    it("handles one point, as many clusters as points, equal points and zero points", () => {
      const one = engine.lloyd(Float32Array.of(3, 4, 5), 3, Float32Array.of(0, 0, 0), settle);
      assert.deepEqual([...one.labels, ...one.centroids], [0, 3, 4, 5]);

      const all = noise(40, 5, 3);
      const own = engine.lloyd(all, 5, all, settle);
      assert.deepEqual([own.centroids, own.iterations], [all, 1]);
      assert.deepEqual(own.labels, Uint32Array.from(all.keys()).subarray(0, 40));

      for (const value of [0, 0.3]) {
        for (const [emptyCluster, rest] of [
          ["keep", value],
          ["zero", 0],
        ] as const) {
          const same = new Float32Array(2048 * 6).fill(value);
          const initial = same.slice(0, 64 * 6);
          for (const each of [engine, pruned]) {
            const { labels, centroids } = each.lloyd(same, 6, initial, { ...settle, emptyCluster });
            assert.ok(labels.every((label) => label === 0));
            assert.ok(centroids.every((v, i) => v === Math.fround(i < 6 ? value : rest)));
          }
        }
      }
    });
  });
}

describe("selectEngine", () => {
  it("takes the kernels where there are some, ml-kmeans elsewhere, and says so", () => {
    assert.equal(selectEngine(undefined), mlKmeansEngine);
    const names = kernelBuilds.map((module) => selectEngine(module).name);
    assert.deepEqual(names, ["WebAssembly SIMD, fused multiply-add", "WebAssembly SIMD"]);
  });
});
