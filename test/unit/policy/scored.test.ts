import assert from "node:assert/strict";
import fc from "fast-check";
import { starcMethod } from "../../../src/core/clustering/starc-clusters";
import { starcAsplos26 } from "../../../src/core/clustering/starc-presets";
import { policies } from "../../../src/core/policy/registry";
import { budgets, forEveryStep, heads, start } from "../../fixtures/policy/head-shapes";
import {
  plainClusters,
  plainQuest,
  plainTopk,
  range,
} from "../../fixtures/policy/plain-selections";
import { randomHead } from "../../fixtures/policy/random-head";

describe("token-topk", () => {
  it("equals its plain twin", () => {
    fc.assert(
      fc.property(heads, budgets, (head, budget) => {
        const policy = start("token-topk", head, budget);
        forEveryStep(head, (member, step) => {
          const expected = plainTopk(head, member, step, budget);
          assert.deepEqual(Array.from(policy.select(member, step)), expected);
        });
      }),
      { seed: 41, numRuns: 20 },
    );
  });
});

describe("quest", () => {
  it("equals its plain twin for every page size, and knows no token that is still to come", () => {
    fc.assert(
      fc.property(heads, budgets, fc.constantFrom(1, 3, 16, 64), (head, budget, pageTokens) => {
        const policy = start("quest", head, budget, { pageTokens });
        forEveryStep(head, (member, step) => {
          const expected = plainQuest(head, member, step, budget, pageTokens);
          assert.deepEqual(Array.from(policy.select(member, step)), expected);
        });
      }),
      { seed: 42, numRuns: 15 },
    );
  });

  it("scores two vectors per page", () => {
    const head = randomHead({
      promptTokens: 31,
      decodeSteps: 2,
      headDimension: 4,
      members: 1,
      seed: 1,
    });
    const policy = start("quest", head, 16);
    assert.deepEqual(policy.indexWork(0, 0), { kind: "vectors", count: 4 });
    assert.deepEqual(policy.indexWork(0, 1), { kind: "vectors", count: 6 });
  });
});

describe("starc", () => {
  it("equals its plain twin: waiting tokens, whole clusters, the last one cut", () => {
    fc.assert(
      fc.property(heads, budgets, (head, budget) => {
        const policy = start("starc", head, budget);
        const clusters = head.clusters(starcMethod(starcAsplos26));
        forEveryStep(head, (member, step) => {
          const expected = plainClusters(head, clusters, member, step, budget);
          assert.deepEqual(Array.from(policy.select(member, step)), expected);
        });
      }),
      { seed: 43, numRuns: 20 },
    );
  });

  it("reads exactly B tokens, all waiting ones among them, and cuts one cluster at most", () => {
    fc.assert(
      fc.property(heads, budgets, (head, budget) => {
        const policy = start("starc", head, budget);
        const clusters = policy.clusters!();
        const { offsets, members } = clusters;
        forEveryStep(head, (member, step) => {
          const context = head.promptTokens + step + 1;
          const waiting = (step + 1) % 64;
          const tokens = policy.select(member, step);
          assert.equal(tokens.length, Math.max(waiting, Math.min(budget, context)));
          assert.deepEqual(
            Array.from(tokens.subarray(tokens.length - waiting)),
            range(context - waiting, context),
          );
          const chosen = new Set(tokens);
          let cut = 0;
          for (let c = 0; c < clusters.clusterCount(context); c++) {
            const own = Array.from(members.subarray(offsets[c], offsets[c + 1]));
            const read = own.filter((token) => chosen.has(token));
            assert.deepEqual(
              read,
              own.slice(0, read.length),
              "a cut cluster keeps its first tokens",
            );
            if (read.length > 0 && read.length < own.length) cut++;
          }
          assert.ok(cut <= 1);
        });
      }),
      { seed: 44, numRuns: 20 },
    );
  });

  it("scores one vector per cluster that exists", () => {
    const head = randomHead({
      promptTokens: 70,
      decodeSteps: 64,
      headDimension: 4,
      members: 1,
      seed: 2,
    });
    const policy = start("starc", head, 16);
    assert.deepEqual(policy.indexWork(0, 62), { kind: "vectors", count: 5 });
    assert.deepEqual(policy.indexWork(0, 63), { kind: "vectors", count: 9 });
  });
});

describe("starc-v1 and clusterkv", () => {
  it("equal the plain twin on their own clusters, and wait and keep sinks as those say", () => {
    for (const id of ["starc-v1", "clusterkv"]) {
      fc.assert(
        fc.property(heads, budgets, (head, budget) => {
          const policy = start(id, head, budget);
          const clusters = policy.clusters!();
          forEveryStep(head, (member, step) => {
            const expected = plainClusters(head, clusters, member, step, budget);
            assert.deepEqual(Array.from(policy.select(member, step)), expected);
          });
        }),
        { seed: 45, numRuns: 10 },
      );
    }
  });
});

describe("policies that cluster", () => {
  it("take as many iterations for new tokens as their own windows took in the mean", () => {
    const head = randomHead({
      promptTokens: 192,
      decodeSteps: 2,
      headDimension: 4,
      members: 1,
      seed: 3,
    });
    const policy = start("starc", head, 16);
    const { iterations } = policy.newClusters!();
    assert.equal(iterations, Math.round(policy.clusters!().meanIterations(64)!));
    assert.ok(iterations >= 1 && iterations < 16, "three windows of 64 settle before the limit");
  });

  it("say what a window of decoded tokens takes, and others cluster nothing", () => {
    const head = randomHead({
      promptTokens: 60,
      decodeSteps: 2,
      headDimension: 4,
      members: 1,
      seed: 2,
    });
    const taken = policies
      .filter(({ needs }) => !needs.includes("selection"))
      .map(({ id }) => [id, start(id, head, 16).newClusters?.()])
      .filter(([, clustering]) => clustering !== undefined);
    assert.deepEqual(taken, [
      ["starc", { vectors: 64, clusters: 4, iterations: 16 }],
      ["starc-v1", { vectors: 128, clusters: 4, iterations: 15 }],
      ["clusterkv", { vectors: 320, clusters: 4, iterations: 20 }],
    ]);
  });
});

describe("layers that are read whole", () => {
  it("are 0 and 1 for quest and starc, unless told otherwise, and cost no index", () => {
    for (const id of ["quest", "starc"]) {
      const shape = { promptTokens: 200, decodeSteps: 3, headDimension: 4, members: 1, seed: 3 };
      const first = randomHead({ ...shape, layer: 1 });
      assert.equal(start(id, first, 64).select(0, 2).length, 203);
      assert.deepEqual(start(id, first, 64).indexWork(0, 2), { kind: "none" });
      assert.ok(start(id, first, 64, { denseLayers: 1 }).select(0, 2).length <= 64);
      assert.ok(start(id, randomHead({ ...shape, layer: 2 }), 64).select(0, 2).length <= 64);
    }
  });
});
