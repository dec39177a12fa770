import assert from "node:assert/strict";
import fc from "fast-check";
import { groupCentroids } from "../../../src/core/clustering/simd/centroid-groups";
import { LloydProblem } from "../../../src/core/clustering/simd/lloyd-problem";
import { PrunedAssignment } from "../../../src/core/clustering/simd/pruned-assignment";
import { pruningBlocks, pruningGroups } from "../../../src/core/clustering/simd/pruning-blocks";
import { noise, spreadPoints, structuredKeys } from "../../fixtures/clustering/generated-keys";
import { kernelBuilds } from "../../fixtures/kernel-builds";

describe("groupCentroids", () => {
  it("orders every centroid once, ascending within full groups", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 12 }),
        (k, dimension, size) => {
          const order = groupCentroids(noise(k, dimension, k), dimension, size);
          assert.deepEqual(
            Array.from(order).sort((a, b) => a - b),
            Array.from({ length: k }, (_, centroid) => centroid),
          );
          for (let place = 1; place < k; place++) {
            if (place % size !== 0) assert.ok(order[place] > order[place - 1]);
          }
        },
      ),
      { seed: 41, numRuns: 200 },
    );
  });

  it("keeps far clouds apart", () => {
    const clouds = noise(40, 3, 1).map((value, i) => value + 100 * (Math.floor(i / 3) % 5));
    const order = groupCentroids(clouds, 3, 8);
    for (let group = 0; group < 5; group++) {
      const members = order.subarray(8 * group, 8 * (group + 1));
      assert.equal(new Set(members.map((centroid) => centroid % 5)).size, 1);
    }
  });

  it("handles equal centroids", () => {
    const order = groupCentroids(new Float32Array(20), 2, 4);
    assert.deepEqual(Array.from(order), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe("pruningGroups", () => {
  it("covers all centroids, in the smallest groups that fit", () => {
    assert.deepEqual(pruningGroups(32768, 1024), { quads: 1, count: 256 });
    assert.deepEqual(pruningGroups(131072, 1022), { quads: 2, count: 128 });
    assert.deepEqual(pruningGroups(1024, 70, 0), { quads: 32, count: 1 });
  });
});

describe("PrunedAssignment", () => {
  const [dimension, n, k] = [64, 4096, 256];
  const keys = structuredKeys(n, dimension, 64);
  const initial = spreadPoints(keys, dimension, k);
  const kernels = kernelBuilds[0].start();

  it("compares everything once, and on structured keys little from then on", () => {
    const groups = pruningGroups(n, k);
    const blocks = pruningBlocks(n, k, groups);
    const problem = new LloydProblem(kernels, keys, dimension, initial, blocks);
    const assignment = new PrunedAssignment(problem, groups);
    const shares = Array.from({ length: 10 }, () => {
      const share = assignment.assign();
      problem.update(false);
      assignment.follow();
      return share;
    });
    assert.equal(shares[0], 1);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    assert.ok(mean < 0.3, `${mean} of the comparisons were made`);
    assert.ok(shares[9] < 0.1, `${shares[9]} of the last iteration's were made`);
  });

  it("finds the same labels with groups of any size", () => {
    const plain = new LloydProblem(kernelBuilds[0].start(), keys, dimension, initial, {});
    for (let iteration = 0; iteration < 6; iteration++) {
      plain.assignAll();
      plain.update(false);
    }
    for (const quads of [1, 2, 3, 64]) {
      const groups = { quads, count: Math.ceil(k / 4 / quads) };
      const blocks = pruningBlocks(n, k, groups);
      const problem = new LloydProblem(kernels, keys, dimension, initial, blocks);
      const assignment = new PrunedAssignment(problem, groups);
      for (let iteration = 0; iteration < 6; iteration++) {
        assignment.assign();
        problem.update(false);
        assignment.follow();
      }
      assert.deepEqual(problem.result(6), plain.result(6));
    }
  });
});
