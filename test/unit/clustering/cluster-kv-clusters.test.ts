import assert from "node:assert/strict";
import { clusterByCosine, clusterKvMethod } from "../../../src/core/clustering/cluster-kv-clusters";
import { mlKmeansEngine } from "../../../src/core/clustering/ml-kmeans-engine";
import { randomArrays } from "../../fixtures/policy/random-head";

function build(promptTokens: number, decodeSteps: number) {
  const { keys } = randomArrays({
    promptTokens,
    decodeSteps,
    headDimension: 5,
    members: 0,
    seed: 2,
  });
  const tokens = promptTokens + decodeSteps;
  return { keys, clusters: clusterKvMethod.build(keys, 5, promptTokens, tokens, mlKmeansEngine) };
}

describe("ClusterKV's clusters", () => {
  it("cover the prompt without its sinks, then 320 decoded tokens at a time", () => {
    const { clusters } = build(500, 700);
    assert.equal(clusters.sinks, 16);
    for (const [context, clustered, count] of [
      [500, 500, 7],
      [819, 500, 7],
      [820, 820, 11],
      [1200, 1140, 15],
    ]) {
      assert.equal(clusters.clusteredTokens(context), clustered);
      assert.equal(clusters.clusterCount(context), count);
      const members = clusters.members.slice(0, clusters.offsets[count]).sort();
      assert.ok(members.every((token, i) => token === 16 + i));
      assert.equal(members.length, clustered - 16);
    }
  });

  it("hold sinks alone where the prompt is not longer", () => {
    const { clusters } = build(9, 10);
    assert.equal(clusters.sinks, 9);
    assert.equal(clusters.clusterCount(19), 0);
    assert.equal(clusters.clusteredTokens(19), 9);
  });

  it("have the means of their keys as centroids, and keys of the most similar direction", () => {
    const { keys } = build(400, 0);
    const { labels, centroids } = clusterByCosine(keys, 5, 6, mlKmeansEngine);
    const cosine = (token: number, c: number): number => {
      let product = 0;
      for (let d = 0; d < 5; d++) product += keys[token * 5 + d] * centroids[c * 5 + d];
      return product / Math.hypot(...centroids.subarray(c * 5, c * 5 + 5));
    };
    for (let c = 0; c < 6; c++) {
      const own = Array.from(labels.keys()).filter((token) => labels[token] === c);
      assert.ok(own.length > 0);
      for (let d = 0; d < 5; d++) {
        const mean = own.reduce((sum, token) => sum + keys[token * 5 + d], 0) / own.length;
        assert.ok(Math.abs(centroids[c * 5 + d] - mean) < 1e-5);
      }
    }
    // On these keys the rounds end before 20: nothing moves any more.
    for (const [token, label] of labels.entries()) {
      for (let c = 0; c < 6; c++) assert.ok(cosine(token, c) <= cosine(token, label) + 1e-5);
    }
  });
});
