import assert from "node:assert/strict";
import fc from "fast-check";
import type { HeadData } from "../../../src/core/policy/policy";
import { budgets, forEveryStep, heads, start } from "../../fixtures/policy/head-shapes";
import { plainAttention } from "../../fixtures/policy/plain-attention";
import { ascending, best, range } from "../../fixtures/policy/plain-selections";
import { randomHead } from "../../fixtures/policy/random-head";

/** Attention that a token of the prompt gets from the first steps, added up. */
function observedAttention(head: HeadData, member: number, steps: number): number[] {
  const sums = new Array<number>(head.promptTokens).fill(0);
  for (let step = 0; step < Math.min(steps, head.decodeSteps); step++) {
    const context = range(0, head.promptTokens + step + 1);
    const { weights } = plainAttention(head, member, step, context, scoreAt(head, member, step));
    for (const token of sums.keys()) sums[token] += weights.get(token)!;
  }
  return sums;
}

/** q·k as the policies see it. */
function scoreAt(head: HeadData, member: number, step: number): (token: number) => number {
  const scores = head.scores(member, step).slice();
  return (token) => scores[token];
}

const near = (a: readonly number[], b: readonly number[], margin: (token: number) => number) => {
  // Sums in another order may rank tokens of practically equal attention differently.
  const difference = [
    ...a.filter((token) => !b.includes(token)),
    ...b.filter((token) => !a.includes(token)),
  ].map(margin);
  assert.equal(a.length, b.length);
  assert.ok(difference.length === 0 || Math.max(...difference) - Math.min(...difference) < 1e-9);
};

describe("streaming-llm", () => {
  it("reads the sinks and the newest tokens, whatever keys and queries say", () => {
    fc.assert(
      fc.property(heads, budgets, fc.nat(6), (head, budget, sinkTokens) => {
        const policy = start("streaming-llm", head, budget, { sinkTokens });
        forEveryStep(head, (member, step) => {
          const context = head.promptTokens + step + 1;
          const sinks = Math.min(sinkTokens, budget);
          const expected = range(0, context).filter(
            (token) => token < sinks || token >= context - (budget - sinks),
          );
          assert.deepEqual(Array.from(policy.select(member, step)), expected);
        });
      }),
      { seed: 81, numRuns: 20 },
    );
  });
});

describe("snapkv", () => {
  it("keeps what the observed queries attend to, pooled, the end of the prompt and all decoded", () => {
    fc.assert(
      fc.property(heads, budgets, fc.constantFrom(1, 5, 7), (head, budget, poolTokens) => {
        const policy = start("snapkv", head, budget, { windowTokens: 12, poolTokens });
        const { promptTokens } = head;
        forEveryStep(head, (member, step) => {
          if (step % 9 > 0) return;
          const newest = Math.min(12, budget, promptTokens);
          const attention = observedAttention(head, member, 12).slice(0, promptTokens - newest);
          const reach = Math.floor(poolTokens / 2);
          const pooled = (token: number) =>
            range(token - reach, token + reach + 1).reduce(
              (sum, i) => sum + (attention[i] ?? 0),
              0,
            ) / poolTokens;
          const chosen = best(range(0, attention.length), pooled, budget - newest);
          const expected = ascending([
            ...chosen,
            ...range(promptTokens - newest, promptTokens + step + 1),
          ]);
          near(Array.from(policy.select(member, step)), expected, pooled);
        });
      }),
      { seed: 82, numRuns: 10 },
    );
  });

  it("reads min(B, P) tokens of the prompt at every step, the same ones", () => {
    fc.assert(
      fc.property(heads, budgets, (head, budget) => {
        const policy = start("snapkv", head, budget);
        const { promptTokens } = head;
        const first = Array.from(policy.select(0, 0)).filter((token) => token < promptTokens);
        assert.equal(first.length, Math.min(budget, promptTokens));
        for (let step = 0; step < head.decodeSteps; step++) {
          const expected = [...first, ...range(promptTokens, promptTokens + step + 1)];
          assert.deepEqual(Array.from(policy.select(0, step)), expected);
        }
      }),
      { seed: 83, numRuns: 10 },
    );
  });
});

describe("h2o", () => {
  it("equals its plain twin: heaviest half by attention so far, newest half", () => {
    fc.assert(
      fc.property(heads, budgets, fc.constantFrom(0, 8), (head, budget, observedSteps) => {
        const policy = start("h2o", head, budget, { observedSteps });
        for (const member of head.queries.keys()) {
          const mass = observedAttention(head, member, observedSteps);
          let kept = range(0, head.promptTokens);
          for (let step = 0; step < head.decodeSteps; step++) {
            mass.push(0);
            kept.push(head.promptTokens + step);
            if (kept.length > budget) {
              const older = kept.slice(0, kept.length - Math.ceil(budget / 2));
              const heavy = best(older, (token) => mass[token], Math.floor(budget / 2));
              kept = [...ascending(heavy), ...kept.slice(kept.length - Math.ceil(budget / 2))];
            }
            const found = Array.from(policy.select(member, step));
            near(found, kept, (token) => mass[token]);
            kept = found;
            const { weights } = plainAttention(
              head,
              member,
              step,
              kept,
              scoreAt(head, member, step),
            );
            for (const token of kept) mass[token] += weights.get(token)!;
          }
        }
      }),
      { seed: 84, numRuns: 12 },
    );
  });

  it("never reads again what it left out, and always the newest half of the budget", () => {
    fc.assert(
      fc.property(heads, budgets, (head, budget) => {
        const policy = start("h2o", head, budget);
        let before = new Set(range(0, head.promptTokens));
        for (let step = 0; step < head.decodeSteps; step++) {
          const newest = head.promptTokens + step;
          const tokens = Array.from(policy.select(0, step));
          assert.ok(tokens.every((token) => token === newest || before.has(token)));
          const recent = range(Math.max(0, newest + 1 - Math.ceil(budget / 2)), newest + 1);
          assert.deepEqual(tokens.slice(tokens.length - recent.length), recent);
          before = new Set(tokens);
        }
      }),
      { seed: 85, numRuns: 15 },
    );
  });

  it("catches up over steps that were not asked for, and starts over when asked for an old one", () => {
    const head = randomHead({
      promptTokens: 50,
      decodeSteps: 9,
      headDimension: 4,
      members: 2,
      seed: 6,
    });
    const all = start("h2o", head, 20);
    const steps = range(0, 9).map((step) => Array.from(all.select(1, step)));
    const late = start("h2o", head, 20);
    for (const step of [8, 8, 3, 5]) {
      assert.deepEqual(Array.from(late.select(1, step)), steps[step]);
    }
  });
});
