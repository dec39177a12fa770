import assert from "node:assert/strict";
import { InputError } from "../../../../src/core/errors";
import type { HeadData } from "../../../../src/core/policy/policy";
import { selectorNames, type SelectorName } from "../../../../src/core/ground-truth/selectors";
import type { GroundTruthRow } from "../../../../src/core/ground-truth/table";
import {
  compareWithGroundTruth,
  withinTolerance,
} from "../../../../src/core/ground-truth/validate";
import { nearest } from "../../../fixtures/clustering/plain-lloyd";
import { headTrace } from "../../../fixtures/policy/head-trace";
import { distance, plainAttention } from "../../../fixtures/policy/plain-attention";
import { best, range } from "../../../fixtures/policy/plain-selections";
import { dot, keyOf, queryOf, randomHead } from "../../../fixtures/policy/random-head";

/** The protocol of the tables, said again in plain words. */
function plainSelection(
  head: HeadData,
  selector: SelectorName,
  query: Float32Array,
  budget: number,
): number[] {
  const prompt = range(0, head.promptTokens);
  const score = (token: number) => dot(query, keyOf(head, token));
  const pages = range(0, Math.ceil(prompt.length / 16));
  const page = (p: number) => prompt.slice(16 * p, 16 * (p + 1));
  const ofPages = (bound: (p: number) => number) =>
    best(pages, bound, Math.floor(budget / 16)).flatMap(page);
  switch (selector) {
    case "token_topk":
      return best(prompt, score, budget);
    case "quest_page16":
      return ofPages((p) =>
        range(0, head.headDimension)
          .map((d) => Math.max(...page(p).map((token) => query[d] * keyOf(head, token)[d])))
          .reduce((a, b) => a + b),
      );
    case "page16_mean":
      return ofPages((p) => page(p).reduce((sum, token) => sum + score(token), 0) / page(p).length);
    case "kmeans16":
    case "kmeans32":
      return plainKmeans(head, selector === "kmeans16" ? 16 : 32, query).slice(0, budget);
    case "sink4_recent":
      return [...prompt.slice(0, 4), ...prompt.slice(prompt.length - (budget - 4))];
  }
}

/** All tokens of the prompt, cluster by cluster. */
function plainKmeans(head: HeadData, tokensPerCluster: number, query: Float32Array): number[] {
  const { promptTokens: p, headDimension } = head;
  const count = Math.floor(p / tokensPerCluster);
  const keys = head.keys.subarray(0, p * headDimension);
  let centroids = range(0, count).map((c) => Array.from(keyOf(head, Math.floor((c * p) / count))));
  const members = () => {
    const labels = nearest(keys, centroids.flat(), headDimension);
    return centroids.map((_, c) => range(0, p).filter((token) => labels[token] === c));
  };
  for (let update = 0; update < 10; update++) {
    centroids = members().map((own, c) =>
      own.length === 0
        ? centroids[c]
        : range(0, headDimension).map(
            (d) => own.reduce((sum, token) => sum + keyOf(head, token)[d], 0) / own.length,
          ),
    );
  }
  const final = members();
  return best(range(0, count), (c) => dot(query, centroids[c]), count).flatMap((c) => final[c]);
}

function plainRow(
  head: HeadData,
  member: number,
  selector: SelectorName,
  budget: number,
): GroundTruthRow {
  const prompt = range(0, head.promptTokens);
  const row = { massKept: 0, recall: 0, outputError: 0 };
  for (let step = 0; step < head.decodeSteps; step++) {
    const query = queryOf(head, member, step);
    const selection = plainSelection(head, selector, query, budget);
    const full = plainAttention(head, member, step, prompt);
    const kept = plainAttention(head, member, step, selection);
    const highest = plainSelection(head, "token_topk", query, budget);
    for (const token of selection) row.massKept += full.weights.get(token)! / head.decodeSteps;
    const common = highest.filter((token) => selection.includes(token)).length;
    row.recall += common / budget / head.decodeSteps;
    row.outputError += distance(kept.output, full.output) / head.decodeSteps;
  }
  return { file: "", layer: head.layer, head: member, selector, budget, ...row };
}

const head = randomHead({
  promptTokens: 90,
  decodeSteps: 5,
  headDimension: 4,
  members: 2,
  seed: 8,
});

describe("compareWithGroundTruth", () => {
  const rows = selectorNames.flatMap((selector) =>
    [0, 1].flatMap((member) => [16, 40].map((b) => plainRow(head, member, selector, b))),
  );

  it("computes what the plain words of the protocol give", async () => {
    const differences = await compareWithGroundTruth(headTrace(head), rows);
    assert.deepEqual(
      differences.map(({ selector, rows: count }) => [selector, count]),
      selectorNames.map((selector) => [selector, 4]),
    );
    for (const { massKept, recall, outputError } of differences) {
      assert.ok(Math.max(massKept, recall, outputError) < 1e-12);
    }
  });

  it("reports the worst row of a selector, and only of that one", async () => {
    const wrong = rows.map((row, i) => (i === 2 ? { ...row, recall: row.recall + 0.5 } : row));
    const [first, ...others] = await compareWithGroundTruth(headTrace(head), wrong);
    assert.ok(Math.abs(first.recall - 0.5) < 1e-12 && !withinTolerance(first));
    assert.ok(others.every(withinTolerance));
  });

  it("refuses a row about a layer, head or tensor that the trace does not have", async () => {
    const refused = async (change: Partial<GroundTruthRow>, trace = headTrace(head)) => {
      await assert.rejects(
        compareWithGroundTruth(trace, [{ ...rows[0], ...change }]),
        (error) => error instanceof InputError,
      );
    };
    await refused({ layer: 99 });
    await refused({ head: 2 });
    await refused({}, headTrace({ ...head, values: new Float32Array(0) }));
  });
});
