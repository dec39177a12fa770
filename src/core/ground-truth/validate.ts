import { plainNumerics } from "../policy/head/numerics";
import { InputError } from "../errors";
import { attend } from "../kernels/attend";
import { scoreKeys } from "../kernels/score-keys";
import { softmax } from "../kernels/softmax";
import { firstTokens } from "../policy/full";
import type { HeadData } from "../policy/policy";
import { readHeadData } from "../policy/head/read-head-data";
import { kvHeadOf, type Trace } from "../trace/trace";
import { countCommon, relativeError, type AttentionMetrics } from "../simulation/run/metrics";
import { createSelector, selectorNames, type SelectorName } from "./selectors";
import type { GroundTruthRow } from "./table";

/** How far a figure may lie from the table, absolute. */
export const groundTruthTolerance: AttentionMetrics = {
  massKept: 1e-4,
  recall: 1e-4,
  outputError: 1e-3,
};

/** The largest absolute differences from the table over all rows of one selector. */
export interface SelectorDifference extends AttentionMetrics {
  readonly selector: SelectorName;
  readonly rows: number;
}

/**
 * Computes every row of a ground-truth table anew from its trace. The tokens read from are the
 * prompt's alone, the queries those of the decode steps; everything is in 64-bit floats.
 * @param rows of this trace only
 * @returns one entry per selector that the rows name
 * @throws InputError where the trace lacks what a row speaks of
 */
export async function compareWithGroundTruth(
  trace: Trace,
  rows: readonly GroundTruthRow[],
): Promise<SelectorDifference[]> {
  const worst = new Map<SelectorName, SelectorDifference>();
  for (const [layer, ofLayer] of groupBy(rows, (row) => row.layer)) {
    checkLayer(trace, layer);
    for (const [kvHead, ofHead] of groupBy(ofLayer, (row) => checkedKvHead(trace, row))) {
      const head = await readHeadData(trace, layer, kvHead, plainNumerics);
      for (const [row, found] of measureRows(head, ofHead)) {
        worst.set(row.selector, widen(worst.get(row.selector), row, found));
      }
    }
  }
  return selectorNames.flatMap((selector) => worst.get(selector) ?? []);
}

/** True if every difference is within the tolerance. */
export function withinTolerance(difference: AttentionMetrics): boolean {
  return (
    difference.massKept <= groundTruthTolerance.massKept &&
    difference.recall <= groundTruthTolerance.recall &&
    difference.outputError <= groundTruthTolerance.outputError
  );
}

/** Means over the decode steps of every row's query head. */
function measureRows(
  head: HeadData,
  rows: readonly GroundTruthRow[],
): Map<GroundTruthRow, AttentionMetrics> {
  const { promptTokens: tokens, headDimension: dimension, softmaxScale, decodeSteps } = head;
  const keys = head.keys.subarray(0, tokens * dimension);
  const everyToken = firstTokens(tokens);
  const highest = createSelector("token_topk", { keys, dimension, tokens });
  const selectors = new Map(
    selectorNames
      .filter((name) => rows.some((row) => row.selector === name))
      .map((name) => [name, createSelector(name, { keys, dimension, tokens })]),
  );
  const scores = new Float64Array(tokens);
  const weights = new Float64Array(tokens);
  const sums = new Map(rows.map((row) => [row, { massKept: 0, recall: 0, outputError: 0 }]));
  for (const [queryHead, ofQueryHead] of groupBy(rows, (row) => row.head)) {
    const queries = head.queries[head.queryHeads.indexOf(queryHead)];
    for (let step = 0; step < decodeSteps; step++) {
      const query = queries.subarray(step * dimension, (step + 1) * dimension);
      scoreKeys(query, keys, dimension, tokens, scores);
      softmax(scores, tokens, softmaxScale, weights);
      const output = attend(scores, softmaxScale, head.values, dimension, everyToken);
      const highestTokens = new Map<number, Uint32Array>();
      for (const row of ofQueryHead) {
        const budget = Math.min(row.budget, tokens);
        const selection = selectors.get(row.selector)!(query, scores, budget);
        const kept = attend(scores, softmaxScale, head.values, dimension, selection);
        const sum = sums.get(row)!;
        for (const token of selection) sum.massKept += weights[token] / decodeSteps;
        const expected = highestTokens.get(budget) ?? highest(query, scores, budget);
        highestTokens.set(budget, expected);
        sum.recall += countCommon(selection, expected) / budget / decodeSteps;
        sum.outputError += relativeError(kept, output) / decodeSteps;
      }
    }
  }
  return sums;
}

function widen(
  worst: SelectorDifference | undefined,
  row: GroundTruthRow,
  found: AttentionMetrics,
): SelectorDifference {
  const larger = (figure: keyof AttentionMetrics): number =>
    Math.max(worst?.[figure] ?? 0, Math.abs(found[figure] - row[figure]));
  return {
    selector: row.selector,
    rows: (worst?.rows ?? 0) + 1,
    massKept: larger("massKept"),
    recall: larger("recall"),
    outputError: larger("outputError"),
  };
}

function checkLayer({ header }: Trace, id: number): void {
  const layer = header.layers.find((candidate) => candidate.id === id);
  if (!layer) throw new InputError("layer", `the trace has no layer ${id}`);
  if (!layer.hasKeys || !layer.hasValues || !layer.hasQueries) {
    throw new InputError("layer", `layer ${id} of the trace lacks keys, values or queries`);
  }
}

function checkedKvHead({ header }: Trace, { head }: GroundTruthRow): number {
  if (head < header.queryHeads) return kvHeadOf(header, head);
  throw new InputError("head", `the trace has no query head ${head}`);
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
