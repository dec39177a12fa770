import assert from "node:assert/strict";
import fc from "fast-check";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { createHeadData } from "../../../src/core/policy/head/create-head-data";
import type { HeadPolicy } from "../../../src/core/policy/policy";
import { HeadMetrics } from "../../../src/core/simulation/run/metrics";
import { budgets, forEveryStep, heads, start } from "../../fixtures/policy/head-shapes";
import { distance, plainAttention } from "../../fixtures/policy/plain-attention";
import { plainTopk, range } from "../../fixtures/policy/plain-selections";
import { randomArrays, randomHead } from "../../fixtures/policy/random-head";

const close = (a: number, b: number, tolerance = 1e-5): void =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

describe("HeadMetrics", () => {
  it("equals the formulas on any selection, also an empty one", () => {
    fc.assert(
      fc.property(heads, budgets, fc.integer({ min: 1, max: 9 }), (head, budget, stride) => {
        const metrics = new HeadMetrics(head);
        forEveryStep(head, (member, step) => {
          if (step % 7 > 0) return;
          const context = head.promptTokens + step + 1;
          const everything = range(0, context);
          const selection = everything.filter((token) => token % stride === 1);
          const found = metrics.measure(member, step, Uint32Array.from(selection), budget);
          const full = plainAttention(head, member, step, everything);
          const kept = plainAttention(head, member, step, selection);
          close(
            found.massKept,
            selection.reduce((sum, token) => sum + full.weights.get(token)!, 0),
          );
          const highest = plainTopk(head, member, step, budget);
          const common = highest.filter((token) => selection.includes(token)).length;
          close(found.recall, common / Math.min(budget, context));
          close(found.outputError, distance(kept.output, full.output), 1e-4);
        });
      }),
      { seed: 61, numRuns: 20 },
    );
  });

  it("finds nothing lost by reading everything, and never more mass by any other B tokens", () => {
    fc.assert(
      fc.property(heads, budgets, (head, budget) => {
        const metrics = new HeadMetrics(head);
        const full = start("full", head, budget);
        const topk = start("token-topk", head, budget);
        const starc = start("starc", head, budget);
        forEveryStep(head, (member, step) => {
          const all = metrics.measure(member, step, full.select(member, step), budget);
          close(all.massKept, 1, 1e-12);
          assert.equal(all.recall, 1);
          close(all.outputError, 0, 1e-12);
          const best = metrics.measure(member, step, topk.select(member, step), budget);
          assert.equal(best.recall, 1);
          const selection = starc.select(member, step);
          if (selection.length > budget) return;
          const other = metrics.measure(member, step, selection, budget);
          assert.ok(other.massKept <= best.massKept + 1e-12 && other.recall <= 1);
        });
      }),
      { seed: 62, numRuns: 15 },
    );
  });

  it("answers the same whether or not steps are asked again or out of order", () => {
    const head = randomHead({
      promptTokens: 30,
      decodeSteps: 4,
      headDimension: 3,
      members: 2,
      seed: 9,
    });
    const selection = Uint32Array.of(1, 5, 29);
    const fresh = (member: number, step: number) =>
      new HeadMetrics(head).measure(member, step, selection, 8);
    const metrics = new HeadMetrics(head);
    for (const [member, step] of [
      [0, 0],
      [1, 3],
      [0, 0],
      [0, 2],
      [0, 2],
    ] as const) {
      assert.deepEqual(metrics.measure(member, step, selection, 8), fresh(member, step));
    }
  });

  it("lets a policy mix in the mean value and score in its own way, for every query head", () => {
    const head = randomHead({
      promptTokens: 12,
      decodeSteps: 3,
      headDimension: 3,
      members: 2,
      seed: 4,
    });
    const metrics = new HeadMetrics(head);
    const own = Float32Array.from({ length: 15 }, (_, token) => Math.sin(token));
    const policy: HeadPolicy = {
      select: () => Uint32Array.of(0, 2, 9),
      indexWork: () => ({ kind: "none" }),
      approximateScores: (_member, step) => own.subarray(0, 13 + step),
      attentionShare: () => 0.25,
    };
    // As a simulation asks, each query head from the first step on, and then in no order.
    const order = [0, 1].flatMap((member) => [0, 1, 2].map((step) => [member, step] as const));
    for (const [member, step] of [...order, [0, 2], [0, 0], [1, 1]] as const) {
      const context = range(0, 13 + step);
      const full = plainAttention(head, member, step, context);
      const kept = plainAttention(head, member, step, [0, 2, 9], (token) => own[token]);
      const mixed = kept.output.map((value, d) => {
        const mean = context.reduce((sum, token) => sum + head.values[token * 3 + d], 0);
        return 0.25 * value + (0.75 * mean) / context.length;
      });
      const selection = policy.select(member, step);
      const found = metrics.measure(member, step, selection, 3, policy);
      close(found.outputError, distance(mixed, full.output), 1e-5);
    }
  });

  it("says NaN where the trace lacks what a figure needs", () => {
    const arrays = randomArrays({
      promptTokens: 9,
      decodeSteps: 1,
      headDimension: 2,
      members: 1,
      seed: 5,
    });
    const nothing = new Float32Array(0);
    const measure = (without: Partial<typeof arrays>) =>
      new HeadMetrics(createHeadData({ ...arrays, ...without }, plainNumerics)).measure(
        0,
        0,
        Uint32Array.of(0),
        1,
      );
    const noValues = measure({ values: nothing });
    assert.ok(noValues.massKept > 0 && Number.isNaN(noValues.outputError));
    for (const without of [{ keys: nothing }, { queries: [] }]) {
      assert.deepEqual(measure(without), { massKept: NaN, recall: NaN, outputError: NaN });
    }
  });

  it("calls the error of a zero output zero where nothing differs", () => {
    const arrays = randomArrays({
      promptTokens: 9,
      decodeSteps: 1,
      headDimension: 2,
      members: 1,
      seed: 6,
    });
    const values = new Float32Array(arrays.values.length);
    const head = createHeadData({ ...arrays, values }, plainNumerics);
    assert.equal(new HeadMetrics(head).measure(0, 0, Uint32Array.of(3), 1).outputError, 0);
  });
});
