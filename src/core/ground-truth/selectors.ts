import { kmeans } from "ml-kmeans";
import { BestFirst } from "../kernels/best-first";
import { pageBounds, scorePages } from "../kernels/page-bounds";
import { topIndices } from "../kernels/top-indices";

export const selectorNames = [
  "token_topk",
  "quest_page16",
  "page16_mean",
  "kmeans16",
  "kmeans32",
  "sink4_recent",
] as const;

export type SelectorName = (typeof selectorNames)[number];

/** The prompt of one KV head. */
export interface Prompt {
  /** Row-major [tokens, dimension]. */
  readonly keys: Float32Array;
  readonly dimension: number;
  /** At least 1. */
  readonly tokens: number;
}

/** @returns the tokens of the prompt that one query reads, distinct, ascending, a fresh array */
export type Selector = (query: Float32Array, scores: Float64Array, budget: number) => Uint32Array;

const pageTokens = 16;
const sinkTokens = 4;
const updates = 10;

/** Prepares a selector for a prompt. Ties go to the lowest index. */
export function createSelector(name: SelectorName, prompt: Prompt): Selector {
  switch (name) {
    case "token_topk":
      return (_query, scores, budget) => highest(scores, budget);
    case "quest_page16":
      return boundedPages(prompt);
    case "page16_mean":
      return averagedPages(prompt);
    case "kmeans16":
      return clusters(prompt, 16);
    case "kmeans32":
      return clusters(prompt, 32);
    case "sink4_recent":
      return (_query, _scores, budget) => sinksAndNewest(prompt.tokens, budget);
  }
}

function highest(scores: Float64Array, count: number): Uint32Array {
  return topIndices(scores, scores.length, count, new Uint32Array(Math.min(count, scores.length)));
}

function sinksAndNewest(tokens: number, budget: number): Uint32Array {
  const sinks = Math.min(sinkTokens, budget);
  return range(0, tokens).filter((token) => token < sinks || token >= tokens - (budget - sinks));
}

function boundedPages({ keys, dimension, tokens }: Prompt): Selector {
  const bounds = pageBounds(keys, dimension, tokens, pageTokens);
  const pages = Math.ceil(tokens / pageTokens);
  return (query, _scores, budget) => {
    const pageScores = new Float64Array(pages);
    scorePages(query, bounds, dimension, pages, pageScores);
    return tokensOfPages(highest(pageScores, Math.floor(budget / pageTokens)), tokens);
  };
}

function averagedPages({ tokens }: Prompt): Selector {
  const pages = Math.ceil(tokens / pageTokens);
  return (_query, scores, budget) => {
    // The mean of q·k over a page is q times the mean key.
    const pageScores = new Float64Array(pages).map((_, page) => {
      const own = scores.subarray(page * pageTokens, (page + 1) * pageTokens);
      return own.reduce((sum, score) => sum + score, 0) / own.length;
    });
    return tokensOfPages(highest(pageScores, Math.floor(budget / pageTokens)), tokens);
  };
}

function tokensOfPages(pages: Uint32Array, tokens: number): Uint32Array {
  const chosen = Array.from(pages, (page) =>
    Array.from(range(page * pageTokens, Math.min((page + 1) * pageTokens, tokens))),
  );
  return Uint32Array.from(chosen.flat());
}

/** Squared Euclidean k-means on the keys; called directly for its centroids in 64-bit floats. */
function clusters({ keys, dimension, tokens }: Prompt, tokensPerCluster: number): Selector {
  const count = Math.max(1, Math.floor(tokens / tokensPerCluster));
  const rows = Array.from({ length: tokens }, (_, token) =>
    Array.from(keys.subarray(token * dimension, (token + 1) * dimension)),
  );
  const initialization = Array.from(
    { length: count },
    (_, c) => rows[Math.floor((c * tokens) / count)],
  );
  const found = kmeans(rows, count, { initialization, maxIterations: updates, tolerance: 0 });
  const members = Array.from({ length: count }, (): number[] => []);
  for (const [token, cluster] of found.nearest(rows).entries()) members[cluster].push(token);
  const centroidScores = new Float64Array(count);
  const bestFirst = new BestFirst(count);
  return (query, _scores, budget) => {
    for (const [c, centroid] of found.centroids.entries()) {
      centroidScores[c] = centroid.reduce((sum, value, d) => sum + value * query[d], 0);
    }
    bestFirst.start(centroidScores, count);
    const chosen: number[] = [];
    while (chosen.length < budget) {
      const cluster = bestFirst.next();
      if (cluster < 0) break;
      chosen.push(...members[cluster].slice(0, budget - chosen.length));
    }
    return Uint32Array.from(chosen).sort();
  };
}

function range(from: number, to: number): Uint32Array {
  return new Uint32Array(Math.max(0, to - from)).map((_, i) => from + i);
}
