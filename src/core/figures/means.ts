import { reportedValue, type ReportedFigure } from "./reported-figures";
import { stepColumnNames, type StepColumn } from "./step-figures";

/** What figures are taken of: the columns of one run for one query head. */
export interface HeadColumns {
  /** Index of the run in its plan. */
  readonly run: number;
  readonly layer: number;
  readonly queryHead: number;
  /** Each [steps]; NaN where a step does not have the figure. */
  readonly columns: Readonly<Record<StepColumn, Float64Array>>;
}

/**
 * Mean of every column over all steps of some heads, and what follows from these means; NaN where
 * no step has the figure.
 */
export type RunSummary = Readonly<Record<ReportedFigure, number>>;

/** Heads by run, layer and query head, whatever order they came in. */
export function inOrder<Head extends Omit<HeadColumns, "columns">>(heads: readonly Head[]): Head[] {
  return [...heads].sort((a, b) => a.run - b.run || a.layer - b.layer || a.queryHead - b.queryHead);
}

/**
 * The mean of a figure, everywhere: over all steps of all heads that have it, each of them counting
 * once. A share of two columns is taken of their means: where every step has both, as with the columns
 * read and the useful ones, that is the ratio of their sums. Sums of floating-point numbers depend on their order, so it is always the same: heads are
 * taken `inOrder`.
 */
class Mean {
  #sum = 0;
  #count = 0;

  add(values: Float64Array): void {
    let sum = this.#sum;
    let count = this.#count;
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    this.#sum = sum;
    this.#count = count;
  }

  get value(): number {
    return this.#sum / this.#count;
  }
}

/** Means of every figure of one run, of heads that come one by one, `inOrder`. */
export class RunMeans {
  readonly #means = stepColumnNames.map((name) => ({ name, mean: new Mean() }));

  add({ columns }: Pick<HeadColumns, "columns">): void {
    for (const { name, mean } of this.#means) mean.add(columns[name]);
  }

  summary(): RunSummary {
    const means = this.#means.map(({ name, mean }) => [name, mean.value]);
    return summaryOf(Object.fromEntries(means) as Record<StepColumn, number>);
  }
}

/** A summary from the means of the columns. */
export function summaryOf(means: Readonly<Record<StepColumn, number>>): RunSummary {
  return { ...means, wasted: reportedValue("wasted", (column) => means[column]) };
}

/** Means of every figure of one run, of heads in any order. */
export function summarise(heads: readonly HeadColumns[]): RunSummary {
  const means = new RunMeans();
  for (const head of inOrder(heads)) means.add(head);
  return means.summary();
}

/**
 * Mean of one figure of one run; see `summarise`.
 * @param from @param to rows of the columns that count, all where absent
 */
export function meanOf(
  heads: readonly HeadColumns[],
  name: ReportedFigure,
  from?: number,
  to?: number,
): number {
  return meanOfRows(inOrder(heads), name, from, to);
}

/** Mean of one figure of one run over the heads at each step, [steps]; empty without heads. */
export function meanAtSteps(heads: readonly HeadColumns[], name: ReportedFigure): Float64Array {
  const steps = heads.length > 0 ? heads[0].columns.cycles.length : 0;
  const ordered = inOrder(heads);
  return Float64Array.from({ length: steps }, (_, step) => {
    return meanOfRows(ordered, name, step, step + 1);
  });
}

function meanOfRows(
  ordered: readonly HeadColumns[],
  name: ReportedFigure,
  from?: number,
  to?: number,
): number {
  return reportedValue(name, (column) => {
    const mean = new Mean();
    for (const { columns } of ordered) mean.add(columns[column].subarray(from, to));
    return mean.value;
  });
}
