import { stepColumnNames, type HeadResult, type StepColumn } from "./result";

/** Mean of every column over all steps of some heads; NaN where no step has the figure. */
export type RunSummary = Readonly<Record<StepColumn, number>>;

/** Summarises the results of one run. Steps without a figure do not count for that figure. */
export function summarise(heads: readonly HeadResult[]): RunSummary {
  const entries = stepColumnNames.map((name) => [name, meanOf(heads, name)] as const);
  return Object.fromEntries(entries) as Record<StepColumn, number>;
}

/** Mean of one column over all steps of some heads; NaN where no step has the figure. */
export function meanOf(heads: readonly HeadResult[], name: StepColumn): number {
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
