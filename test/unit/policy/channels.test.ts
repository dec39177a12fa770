import assert from "node:assert/strict";
import fc from "fast-check";
import type { HeadData } from "../../../src/core/policy/policy";
import { budgets, forEveryStep, heads, start } from "../../fixtures/policy/head-shapes";
import { plainAttention } from "../../fixtures/policy/plain-attention";
import { ascending, best, plainTopk, range } from "../../fixtures/policy/plain-selections";
import { keyOf, queryOf, randomHead } from "../../fixtures/policy/random-head";

/** q·k over some channels, rounded to 32 bits as the policies hold it. */
function partialScore(head: HeadData, query: Float32Array, channels: readonly number[]) {
  return (token: number): number => {
    const key = keyOf(head, token);
    return Math.fround(channels.reduce((sum, d) => sum + query[d] * key[d], 0));
  };
}

/** sum over the first 32 steps of a member's queries, by channel. */
function sumOfQueries(head: HeadData, member: number, measure: (value: number) => number) {
  return (d: number): number =>
    range(0, Math.min(32, head.decodeSteps)).reduce(
      (sum, step) => sum + measure(queryOf(head, member, step)[d]),
      0,
    );
}

describe("sparq", () => {
  const channelsAt = (head: HeadData, step: number, r: number): number[] =>
    ascending(
      best(
        range(0, head.headDimension),
        (d) => head.queries.reduce((sum, _, m) => sum + Math.abs(queryOf(head, m, step)[d]), 0),
        r,
      ),
    );

  it("equals its plain twin: selection, channels read, share of attention", () => {
    fc.assert(
      fc.property(heads, budgets, fc.integer({ min: 1, max: 8 }), (head, budget, r) => {
        const policy = start("sparq", head, budget, { channels: r, localTokens: 5 });
        forEveryStep(head, (member, step) => {
          const context = head.promptTokens + step + 1;
          const channels = channelsAt(head, step, r);
          const query = queryOf(head, member, step);
          const score = partialScore(head, query, channels);
          const local = Math.min(5, budget, context);
          const expected = ascending([
            ...best(range(0, context - local), score, budget - local),
            ...range(context - local, context),
          ]);
          assert.deepEqual(Array.from(policy.select(member, step)), expected);
          assert.deepEqual(policy.indexWork(member, step), {
            kind: "channels",
            channels: Uint32Array.from(channels),
          });
          const norm = (d: readonly number[]) => d.reduce((sum, i) => sum + Math.abs(query[i]), 0);
          const some = norm(channels);
          const factor = some > 0 ? Math.sqrt(norm(range(0, head.headDimension)) / some) : 1;
          const { weights } = plainAttention(
            head,
            member,
            step,
            range(0, context),
            (token) => factor * score(token),
          );
          const share = expected.reduce((sum, token) => sum + weights.get(token)!, 0);
          assert.ok(Math.abs(policy.attentionShare!(member, step) - share) < 1e-9);
        });
      }),
      { seed: 71, numRuns: 15 },
    );
  });

  it("with all channels and no local tokens is token-topk", () => {
    fc.assert(
      fc.property(heads, budgets, (head, budget) => {
        const policy = start("sparq", head, budget, { channels: 1024, localTokens: 0 });
        forEveryStep(head, (member, step) => {
          const expected = plainTopk(head, member, step, budget);
          assert.deepEqual(Array.from(policy.select(member, step)), expected);
        });
      }),
      { seed: 72, numRuns: 10 },
    );
  });
});

describe("infinigen", () => {
  it("equals its plain twin: within alpha of the highest, at most B", () => {
    fc.assert(
      fc.property(heads, budgets, fc.constantFrom(0, 0.5, 4), (head, budget, alpha) => {
        const policy = start("infinigen", head, budget, { alpha, channelShare: 0.5 });
        forEveryStep(head, (member, step) => {
          const count = Math.max(1, Math.floor(head.headDimension / 2));
          const all = range(0, head.headDimension);
          const channels = ascending(best(all, sumOfQueries(head, member, Math.abs), count));
          const score = partialScore(head, queryOf(head, member, step), channels);
          const context = range(0, head.promptTokens + step + 1);
          const limit = Math.max(...context.map(score)) - alpha / head.softmaxScale;
          const near = context.filter((token) => score(token) > limit).length;
          const expected = ascending(best(context, score, Math.min(budget, Math.max(1, near))));
          assert.deepEqual(Array.from(policy.select(member, step)), expected);
          assert.deepEqual(policy.indexWork(member, step), {
            kind: "channels",
            channels: Uint32Array.from(channels),
          });
        });
      }),
      { seed: 73, numRuns: 10 },
    );
  });

  it("reads a fifth of the channels, and one at least", () => {
    for (const [headDimension, count] of [
      [64, 12],
      [3, 1],
    ]) {
      const head = randomHead({
        promptTokens: 5,
        decodeSteps: 1,
        headDimension,
        members: 1,
        seed: 1,
      });
      const work = start("infinigen", head, 4).indexWork(0, 0);
      assert.equal(work.kind === "channels" && work.channels.length, count);
    }
  });
});

describe("think", () => {
  it("reads every token, and scores old ones without the least important channels", () => {
    fc.assert(
      fc.property(heads, fc.constantFrom(0, 0.4, 0.9), (head, droppedShare) => {
        const policy = start("think", head, 1, { droppedShare, wholeTokens: 7 });
        const { headDimension, promptTokens } = head;
        const dropped = Math.floor(droppedShare * headDimension);
        forEveryStep(head, (member, step) => {
          const context = promptTokens + step + 1;
          assert.deepEqual(Array.from(policy.select(member, step)), range(0, context));
          const querySquares = sumOfQueries(head, member, (value) => value * value);
          const importance = (d: number) =>
            querySquares(d) *
            range(0, promptTokens).reduce((sum, token) => sum + keyOf(head, token)[d] ** 2, 0);
          const channels = ascending(
            best(range(0, headDimension), importance, headDimension - dropped),
          );
          const wholeFrom = Math.max(0, context - 7);
          assert.deepEqual(policy.keyRead!(member, step), {
            channels: Uint32Array.from(channels),
            wholeFrom,
          });
          const query = queryOf(head, member, step);
          const partial = partialScore(head, query, channels);
          const scores = Array.from(policy.approximateScores!(member, step));
          const exact = Array.from(head.scores(member, step));
          assert.deepEqual(scores, [
            ...range(0, wholeFrom).map(partial),
            ...exact.slice(wholeFrom),
          ]);
        });
      }),
      { seed: 74, numRuns: 10 },
    );
  });
});
