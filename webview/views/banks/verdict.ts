import { wasted } from "../../../src/shared/figures";
import { formatShare } from "../../../src/shared/format/number";
import type { PageState } from "../../state/page-state";
import type { RunLoads } from "./loads/run-loads";

/** What is to be said of a run over its heat map. */
export interface Verdict {
  readonly text: string;
  /** The same in so few words that they have room on one line over a small map. */
  readonly line: string;
}

/**
 * How well a run reads: what of its reads is wasted, and how many times the mean the busiest bank
 * holds of what was selected.
 * @param step undefined for all steps
 */
export function verdictOf(loads: RunLoads, step: number | undefined): Verdict {
  const total = (column: "columnsRead" | "columnsUseful" | "vectors") =>
    loads.of(column)?.total(step) ?? { sum: NaN, largest: NaN, count: 0 };
  const share = wasted.value((column) => {
    return column === "columnsRead" || column === "columnsUseful" ? total(column).sum : NaN;
  });
  const { sum, largest, count } = total("vectors");
  if (!(sum > 0)) return sameWords("nothing read");
  const worst = ((largest * count) / sum).toFixed(2);
  const waste = formatShare(share);
  return {
    text: `${waste} of reads wasted, worst bank ${worst}× mean`,
    line: `${waste} wasted, worst ${worst}×`,
  };
}

/** A verdict that is short anyway. */
export function sameWords(text: string): Verdict {
  return { text, line: text };
}

/**
 * How far a run is, in words, or why it comes no further; undefined where all of it is there.
 * @param run its index in the view
 */
export function progressOf(
  { heads }: RunLoads,
  { trace, view, simulation }: PageState,
  run: number,
): string | undefined {
  const { queryHeads } = trace.header;
  const done = heads.length;
  if (done >= queryHeads) return undefined;
  const isOfThese = simulation.results?.plan.runs === view.runs;
  const failure = isOfThese ? simulation.failures.get(run) : undefined;
  if (failure !== undefined) return failure;
  return simulation.phase === "running"
    ? `layer ${view.layer}, head ${done + 1} of ${queryHeads}`
    : `layer ${view.layer}: ${done} of ${queryHeads} heads computed`;
}
