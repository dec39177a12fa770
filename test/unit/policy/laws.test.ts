import assert from "node:assert/strict";
import fc from "fast-check";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { createHeadData } from "../../../src/core/policy/head/create-head-data";
import type { HeadData } from "../../../src/core/policy/policy";
import { policies } from "../../../src/core/policy/registry";
import { HeadMetrics } from "../../../src/core/simulation/run/metrics";
import { budgets, forEveryStep, heads, start } from "../../fixtures/policy/head-shapes";
import { range } from "../../fixtures/policy/plain-selections";
import { randomArrays } from "../../fixtures/policy/random-head";

/** Policies that read exactly min(B, context) tokens on a layer that is not read whole. */
const exact = ["token-topk", "sparq", "h2o", "streaming-llm"];

const inferred = policies.filter(({ needs }) => !needs.includes("selection"));

/** The tokens a policy reads at every step, copied. */
function readAll(id: string, head: HeadData, budget: number): Map<string, number[]> {
  const policy = start(id, head, budget);
  const selections = new Map<string, number[]>();
  forEveryStep(head, (member, step) => {
    selections.set(`${step}/${member}`, Array.from(policy.select(member, step)));
  });
  return selections;
}

/** Keys, values and queries that are all the same number. */
function constantHead(value: number, promptTokens: number, headDimension: number): HeadData {
  const arrays = randomArrays({ promptTokens, decodeSteps: 3, headDimension, members: 2, seed: 1 });
  return createHeadData(
    {
      ...arrays,
      keys: arrays.keys.fill(value),
      values: arrays.values.fill(value),
      queries: arrays.queries.map((query) => query.fill(value)),
    },
    plainNumerics,
  );
}

describe("every policy", () => {
  for (const { id, usesBudget, parameters } of inferred) {
    it(`${id}: distinct ascending tokens of the context, the same every time`, () => {
      fc.assert(
        fc.property(heads, budgets, (head, budget) => {
          const selections = readAll(id, head, budget);
          forEveryStep(head, (member, step) => {
            const tokens = selections.get(`${step}/${member}`)!;
            assert.ok(tokens.length > 0);
            for (const [i, token] of tokens.entries()) {
              assert.ok(token >= 0 && token <= head.promptTokens + step);
              assert.ok(i === 0 || token > tokens[i - 1]);
            }
          });
          assert.deepEqual(readAll(id, head, budget), selections);
        }),
        { seed: 31, numRuns: 25 },
      );
    });

    it(`${id}: declares every parameter with a default in its range`, () => {
      for (const { minimum, maximum, default: value, integer } of parameters) {
        assert.ok(minimum <= value && value <= maximum);
        assert.ok(!integer || Number.isInteger(value));
      }
    });

    if (usesBudget && id !== "infinigen") {
      it(`${id}: a budget of the context or more reads everything`, () => {
        fc.assert(
          fc.property(heads, fc.nat(3), (head, more) => {
            const tokens = head.promptTokens + head.decodeSteps;
            const selections = readAll(id, head, tokens + more * 1000);
            forEveryStep(head, (member, step) => {
              const expected = range(0, head.promptTokens + step + 1);
              assert.deepEqual(selections.get(`${step}/${member}`), expected);
            });
          }),
          { seed: 32, numRuns: 10 },
        );
      });
    }
  }

  it("is defined on zero and constant keys, one token and odd head dimensions", () => {
    for (const { id } of inferred) {
      for (const value of [0, 2]) {
        for (const [promptTokens, dimension] of [
          [1, 1],
          [1, 3],
          [40, 6],
          [130, 7],
        ]) {
          const head = constantHead(value, promptTokens, dimension);
          const policy = start(id, head, 20);
          const metrics = new HeadMetrics(head);
          forEveryStep(head, (member, step) => {
            const selection = policy.select(member, step);
            const figures = metrics.measure(member, step, selection, 20, policy);
            assert.ok(selection.length > 0, id);
            assert.ok(figures.massKept > 0 && figures.recall >= 0, id);
            assert.ok(Math.abs(figures.outputError) < 1e-6, id);
          });
        }
      }
    }
  });

  for (const id of exact) {
    it(`${id}: reads exactly min(B, context) tokens`, () => {
      fc.assert(
        fc.property(heads, budgets, (head, budget) => {
          const selections = readAll(id, head, budget);
          forEveryStep(head, (member, step) => {
            const expected = Math.min(budget, head.promptTokens + step + 1);
            assert.equal(selections.get(`${step}/${member}`)!.length, expected);
          });
        }),
        { seed: 33, numRuns: 25 },
      );
    });
  }
});
