import { summarise, type RunSummary } from "../../src/core/figures/means";
import { elementBytes } from "../../src/core/simulation/run/run-costs";
import { meanFrom, stepsToPayOff, type CycleRange } from "./results-figures";
import type { TraceResults } from "./results-runs";

export interface Range {
  readonly least: number;
  readonly most: number;
}

export function rangeOf(values: readonly number[]): Range {
  return { least: Math.min(...values), most: Math.max(...values) };
}

/** One value for every trace and budget. */
export function everywhere<Value>(
  all: readonly TraceResults[],
  value: (results: TraceResults, budget: number) => Value,
): Value[] {
  return all.flatMap((results) => results.budgets.map((budget) => value(results, budget)));
}

/**
 * Mean tokens per step that the published runs were charged at B = 1024, in whole lines of 16, for
 * LLaMA-7B, GPT-13B and Mistral-7B (STARC's artifact, tables of one period).
 */
const publishedTokens = { starc: [1562, 1566, 1621], sparq: [3890, 4130, 4504] };
const publishedBudget = 1024;

/** Published lines per selected line over the three models. */
export function publishedLines(policy: keyof typeof publishedTokens): Range {
  return rangeOf(publishedTokens[policy].map((tokens) => tokens / publishedBudget));
}

/** Mean cycles of a query head's step. */
export interface PolicyCost {
  /** Attention over the selected tokens alone. */
  readonly alone: number;
  readonly aloneOfFull: number;
  /** With index and clustering. */
  readonly chargedOfFull: number;
}

export function costOf(results: TraceResults, policy: string, budget: number): PolicyCost {
  const cycles = (id: string, charged: boolean) =>
    summarise(results.of({ policy: id, budget, charged })).cycles;
  const full = cycles("full", false);
  const alone = cycles(policy, false);
  return {
    alone,
    aloneOfFull: alone / full,
    chargedOfFull: cycles(policy, true) / full,
  };
}

/** The policies whose recall was published, best first. */
export const publishedRecallOrder = ["sparq", "starc", "infinigen", "quest"] as const;

/** These policies by a figure, lowest first. */
export function recallOrder(
  results: TraceResults,
  budget: number,
  figure: (summary: RunSummary) => number,
): string[] {
  const figures = new Map(
    publishedRecallOrder.map((policy) => [
      policy,
      figure(summarise(results.of({ policy, budget }))),
    ]),
  );
  return [...publishedRecallOrder].sort((a, b) => figures.get(a)! - figures.get(b)!);
}

/** What ordering clusters by use does on one trace at one budget. */
export interface Ordering {
  /** KV heads, over all layers, and those of them whose clusters were put in another order. */
  readonly heads: number;
  readonly reordered: number;
  /** Rows of keys and values opened per query head and step. */
  readonly rowsPlain: number;
  readonly rowsOrdered: number;
  /** Cycles over those of `starc` on all steps, and on those from which nothing was learnt. */
  readonly ratio: number;
  readonly laterRatio: number;
  /** Absent where no head was reordered. */
  readonly moves?: OrderingMoves;
}

/** Means over the KV heads that were reordered. */
interface OrderingMoves {
  readonly tokens: number;
  /** Of the moved keys and values, in 16-bit floats. */
  readonly bytes: number;
  /** Cycles that a decode step of all query heads saves, on steps from which nothing was learnt. */
  readonly savedPerStep: number;
  readonly payOff: CycleRange;
}

export function orderingOf(results: TraceResults, budget: number): Ordering {
  const { learntSteps, header } = results;
  const plain = results.of({ policy: "starc", budget, charged: false });
  const ordered = results.of({
    policy: "starc",
    budget,
    charged: false,
    placement: "starc-ordered",
  });
  const rows = (heads: typeof plain) =>
    meanFrom(heads, "keyRows", 0) + meanFrom(heads, "valueRows", 0);
  const ratioFrom = (step: number) =>
    meanFrom(ordered, "cycles", step) / meanFrom(plain, "cycles", step);
  const placed = results.ordered.filter((head) => head.budget === budget);
  const moved = placed.filter(({ moved: tokens }) => tokens > 0);
  const facts = {
    heads: placed.length,
    reordered: moved.length,
    rowsPlain: rows(plain),
    rowsOrdered: rows(ordered),
    ratio: ratioFrom(0),
    laterRatio: ratioFrom(learntSteps),
  };
  if (moved.length === 0) return facts;
  const group = header.queryHeads / header.kvHeads;
  const ofMoved = (heads: typeof plain) =>
    heads.filter(({ layer, kvHead }) =>
      moved.some(({ job }) => job.layer === layer && job.kvHead === kvHead),
    );
  const savedPerStep =
    group *
    (meanFrom(ofMoved(plain), "cycles", learntSteps) -
      meanFrom(ofMoved(ordered), "cycles", learntSteps));
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / moved.length;
  const tokens = mean(moved.map((head) => head.moved));
  const spent = {
    least: mean(moved.map((head) => head.spent.least)),
    most: mean(moved.map((head) => head.spent.most)),
  };
  return {
    ...facts,
    moves: {
      tokens,
      bytes: tokens * 2 * header.headDimension * elementBytes,
      savedPerStep,
      payOff: stepsToPayOff(spent, savedPerStep),
    },
  };
}
