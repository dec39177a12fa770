import assert from "node:assert/strict";
import fc from "fast-check";
import { groupCentroids } from "../../../src/core/clustering/simd/centroid-groups";
import { LloydProblem } from "../../../src/core/clustering/simd/lloyd-problem";
import {
  PrunedAssignment,
  pruningBlocks,
} from "../../../src/core/clustering/simd/pruned-assignment";
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

describe("PrunedAssignment", () => {
  it("compares everything once, and on structured keys little from then on", () => {
    const [dimension, n, k] = [64, 4096, 256];
    const keys = structuredKeys(n, dimension, 64);
    const initial = spreadPoints(keys, dimension, k);
    const problem = new LloydProblem(
      kernelBuilds[0].start(),
      keys,
      dimension,
      initial,
      pruningBlocks(n, k),
    );
    problem.assignAll();
    problem.update(false);
    const assignment = new PrunedAssignment(problem);
    const shares = Array.from({ length: 9 }, () => {
      const share = assignment.assign();
      problem.update(false);
      assignment.follow();
      return share;
    });
    assert.equal(shares[0], 1);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    assert.ok(mean < 0.4, `${mean} of the comparisons were made`);
    assert.ok(shares[8] < 0.15, `${shares[8]} of the last iteration's were made`);
  });
});
