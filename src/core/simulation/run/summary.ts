import { stepColumnNames, type HeadResult, type StepColumn } from "./result";

/** Mean of every column over all steps of some heads; NaN where no step has the figure. */
export type RunSummary = Readonly<Record<StepColumn, number>>;

/**
 * Summarises the results of one run. Steps without a figure do not count for that figure. The order
 * of the heads does not matter, to the last bit: results come in any order.
 */
export function summarise(heads: readonly HeadResult[]): RunSummary {
  const ordered = inOrder(heads);
  const entries = stepColumnNames.map((name) => [name, orderedMean(ordered, name)] as const);
  return Object.fromEntries(entries) as Record<StepColumn, number>;
}

/** Mean of one column over all steps of some heads of one run; see `summarise`. */
export function meanOf(heads: readonly HeadResult[], name: StepColumn): number {
  return orderedMean(inOrder(heads), name);
}

/** Sums of floating-point numbers depend on their order, so it is always the same. */
function inOrder(heads: readonly HeadResult[]): HeadResult[] {
  return [...heads].sort((a, b) => a.layer - b.layer || a.queryHead - b.queryHead);
}

function orderedMean(heads: readonly HeadResult[], name: StepColumn): number {
  let sum = 0;
  let count = 0;
  for (const head of heads) {
    for (const value of head.columns[name]) {
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
  }
  return sum / count;
}
