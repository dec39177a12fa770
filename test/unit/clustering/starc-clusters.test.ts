import assert from "node:assert/strict";
import fc from "fast-check";
import { mlKmeansEngine } from "../../../src/core/clustering/ml-kmeans-engine";
import { buildStarcClusters, starcMethod } from "../../../src/core/clustering/starc-clusters";
import { starcAsplos26, starcV1 } from "../../../src/core/clustering/starc-presets";
import type { TokenClusters } from "../../../src/core/clustering/token-clusters";
import { nearest } from "../../fixtures/clustering/plain-lloyd";
import { randomArrays } from "../../fixtures/policy/random-head";

function build(
  preset: typeof starcAsplos26,
  promptTokens: number,
  decodeSteps: number,
  seed = 1,
): { clusters: TokenClusters; keys: Float32Array } {
  const { keys } = randomArrays({ promptTokens, decodeSteps, headDimension: 6, members: 0, seed });
  const tokens = promptTokens + decodeSteps;
  return {
    clusters: buildStarcClusters(keys, 6, promptTokens, tokens, mlKmeansEngine, preset),
    keys,
  };
}

function clusterMembers(clusters: TokenClusters, c: number): number[] {
  return Array.from(clusters.members.subarray(clusters.offsets[c], clusters.offsets[c + 1]));
}

/** STARC's artifact on one window, said again in plain words: unit vectors, first keys, 16 rounds. */
function plainWindow(keys: number[][], tokensPerCluster: number): number[] {
  const units = keys.map((key) => {
    const length = Math.hypot(...key);
    return key.map((value) => Math.fround(length > 0 ? value / length : 0));
  });
  const k = Math.ceil(units.length / tokensPerCluster);
  let centroids = units.slice(0, k);
  let labels: number[] = [];
  for (let round = 0; round < 16; round++) {
    labels = nearest(Float32Array.from(units.flat()), centroids.flat(), keys[0].length);
    const next = centroids.map((centroid, c) => {
      const own = units.filter((_, i) => labels[i] === c);
      return centroid.map(
        (_, d) => own.reduce((sum, unit) => sum + unit[d], 0) / Math.max(1, own.length),
      );
    });
    const still = next.every((row, c) =>
      row.every((x, d) => Math.abs(x - centroids[c][d]) <= 1e-4),
    );
    centroids = next;
    if (still) break;
  }
  return labels;
}

/**
 * The constants as they were published. Conference version: evaluation/starc_attention.py of
 * EPIC-RPI/STARC (ASPLOS'26, doi 10.1145/3779212.3790226). First version: arXiv 2505.05772v1.
 */
const published = [
  {
    id: "starc-asplos26",
    promptWindow: 64,
    decodeWindow: 64,
    tokensPerCluster: 16,
    maxIterations: 16,
    tolerance: 0.0001,
    initialCentroids: "first-keys",
  },
  {
    id: "starc-v1",
    promptWindow: Infinity,
    decodeWindow: 128,
    tokensPerCluster: 32,
    maxIterations: 15,
    tolerance: 0,
    initialCentroids: "k-means++",
  },
];

describe("buildStarcClusters", () => {
  it("has the published constants", () => {
    assert.deepEqual([starcAsplos26, starcV1], published);
  });

  it("puts every token below the last complete window into exactly one cluster of its window", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 150 }), (p, s) => {
        const { clusters } = build(starcAsplos26, p, s);
        for (const context of [p, p + Math.floor(s / 2), p + s]) {
          const clustered = p + 64 * Math.floor((context - p) / 64);
          assert.equal(clusters.clusteredTokens(context), clustered);
          const end = clusters.offsets[clusters.clusterCount(context)];
          const seen = Array.from(clusters.members.subarray(0, end));
          assert.deepEqual(
            seen.sort((a, b) => a - b),
            Array.from({ length: clustered }, (_, token) => token),
          );
          const promptClusters = 4 * Math.floor(p / 64) + Math.ceil((p % 64) / 16);
          assert.equal(clusters.clusterCount(context), promptClusters + 4 * ((clustered - p) / 64));
        }
      }),
      { seed: 21, numRuns: 30 },
    );
  });

  it("equals the plain words of the artifact, window by window", () => {
    const { clusters, keys } = build(starcAsplos26, 150, 70, 3);
    const windows = [
      [0, 64],
      [64, 128],
      [128, 150],
      [150, 214],
    ];
    let first = 0;
    for (const [from, to] of windows) {
      const rows = Array.from({ length: to - from }, (_, i) =>
        Array.from(keys.subarray((from + i) * 6, (from + i + 1) * 6)),
      );
      const labels = plainWindow(rows, 16);
      const count = Math.ceil((to - from) / 16);
      for (let c = 0; c < count; c++) {
        const expected = labels.flatMap((label, i) => (label === c ? [from + i] : []));
        assert.deepEqual(clusterMembers(clusters, first + c), expected);
      }
      first += count;
    }
  });

  it("keeps the mean of the unit keys as centroid, not normalised; of an empty cluster zero", () => {
    const { clusters, keys } = build(starcAsplos26, 100, 64, 4);
    for (let c = 0; c < clusters.offsets.length - 1; c++) {
      const members = clusterMembers(clusters, c);
      for (let d = 0; d < 6; d++) {
        let sum = 0;
        for (const token of members) {
          const key = keys.subarray(token * 6, (token + 1) * 6);
          sum += key[d] / Math.hypot(...key);
        }
        const mean = members.length > 0 ? sum / members.length : 0;
        assert.ok(Math.abs(clusters.centroids[c * 6 + d] - mean) < 1e-6);
      }
    }
    const equal = new Float32Array(64 * 2).fill(3);
    const one = buildStarcClusters(equal, 2, 64, 64, mlKmeansEngine, starcAsplos26);
    assert.deepEqual(Array.from(one.offsets), [0, 64, 64, 64, 64]);
    assert.deepEqual(Array.from(one.centroids.subarray(2)), [0, 0, 0, 0, 0, 0]);
  });

  it("gives zero keys a cluster like any other", () => {
    const keys = new Float32Array(20 * 3);
    keys.set([1, 0, 0], 3 * 7);
    const clusters = buildStarcClusters(keys, 3, 20, 20, mlKmeansEngine, starcAsplos26);
    assert.equal(clusters.members.length, 20);
    assert.ok(clusters.centroids.every(Number.isFinite));
  });

  it("never changes what it made: a longer trace begins with the clusters of a shorter one", () => {
    const { keys } = build(starcAsplos26, 90, 140, 5);
    const long = buildStarcClusters(keys, 6, 90, 230, mlKmeansEngine, starcAsplos26);
    const short = buildStarcClusters(keys, 6, 90, 160, mlKmeansEngine, starcAsplos26);
    const count = short.clusterCount(160);
    assert.equal(long.clusterCount(160), count);
    assert.deepEqual(long.members.subarray(0, 154), short.members);
    assert.deepEqual(long.centroids.subarray(0, count * 6), short.centroids);
  });

  it("handles one token, and a prompt without a decode step", () => {
    const { clusters } = build(starcAsplos26, 1, 0);
    assert.deepEqual(Array.from(clusters.members), [0]);
    assert.equal(clusters.clusterCount(1), 1);
  });

  it("follows the first version with the other preset: the whole prompt, then 128 at a time", () => {
    const { clusters } = build(starcV1, 200, 300);
    assert.equal(clusters.clusterCount(200), Math.ceil(200 / 32));
    assert.equal(clusters.clusterCount(200 + 127), Math.ceil(200 / 32));
    assert.equal(clusters.clusterCount(200 + 128), Math.ceil(200 / 32) + 4);
    assert.equal(clusters.clusteredTokens(500), 200 + 256);
    assert.deepEqual(build(starcV1, 200, 300).clusters.members, clusters.members);
    assert.notEqual(starcMethod(starcV1).id, starcMethod(starcAsplos26).id);
  });
});
