import assert from "node:assert/strict";
import fc from "fast-check";
import { clusterFeatures } from "../../../src/core/placement/cluster-features";
import { heads, start } from "../../fixtures/policy/head-shapes";

const close = (actual: number, expected: number) =>
  assert.ok(
    Math.abs(actual - expected) < 1e-9 * Math.max(1, Math.abs(expected)),
    `${actual}, not ${expected}`,
  );
/** 0 of nothing: a cluster without tokens is read by nobody. */
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Values of one kind, each column without its mean, all of them scaled to one variance. */
function standardised(rows: readonly (readonly number[])[], variance: number): number[][] {
  const centred = rows.map((row) =>
    row.map((value, d) => value - mean(rows.map((other) => other[d]))),
  );
  const own = mean(centred.map((row) => row.reduce((sum, value) => sum + value ** 2, 0)));
  return centred.map((row) =>
    row.map((value) => (own > 1e-20 ? value * Math.sqrt(variance / own) : 0)),
  );
}

describe("features of clusters", () => {
  const tokens = fc.uniqueArray(fc.nat(700), { maxLength: 200 });
  const reads = fc.array(tokens, { maxLength: 5 });

  it("are centroids of variance 1, then the share that each selection reads, of variance 4", () => {
    fc.assert(
      fc.property(heads, fc.constantFrom("starc", "clusterkv"), reads, (head, policyId, lists) => {
        const clusters = start(policyId, head, 64).clusters!();
        const count = clusters.clusterCount(head.promptTokens);
        fc.pre(count > 0);
        const selections = lists.map((list) => Uint32Array.from(list).sort());
        const { features, dimension } = clusterFeatures(clusters, count, selections);
        const channels = clusters.dimension;
        assert.equal(dimension, channels + lists.length);
        assert.equal(features.length, count * dimension);
        const all = Array.from({ length: count }, (_, c) => c);
        const centroids = all.map((c) =>
          Array.from(clusters.centroids.slice(c * channels, (c + 1) * channels)),
        );
        const shares = all.map((c) => {
          const own = clusters.members.slice(clusters.offsets[c], clusters.offsets[c + 1]);
          return lists.map((list) =>
            mean(Array.from(own, (token) => Number(list.includes(token)))),
          );
        });
        const byUse = standardised(shares, 4);
        const expected = standardised(centroids, 1).flatMap((row, c) => [...row, ...byUse[c]]);
        for (const [at, value] of features.entries()) close(value, expected[at]);
      }),
      { seed: 69, numRuns: 60 },
    );
  });
});
