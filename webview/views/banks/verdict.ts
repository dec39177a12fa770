import { wasted } from "../../../src/shared/figures";
import { formatShare } from "../../../src/shared/format/number";
import type { PageState } from "../../state/page-state";
import type { RunLoads } from "./loads/run-loads";

/**
 * How well a run reads, in few words: what of its reads is wasted, and how much more than the mean
 * the busiest bank holds of what was selected.
 * @param step undefined for all steps
 */
export function verdictOf(loads: RunLoads, step: number | undefined): string {
  const total = (column: "columnsRead" | "columnsUseful" | "vectors") =>
    loads.of(column)?.total(step) ?? { sum: NaN, largest: NaN, count: 0 };
  const share = wasted.value((column) => {
    return column === "columnsRead" || column === "columnsUseful" ? total(column).sum : NaN;
  });
  const { sum, largest, count } = total("vectors");
  if (!(sum > 0)) return "nothing read";
  const worst = ((largest * count) / sum).toFixed(2);
  return `${formatShare(share)} of reads wasted, worst bank ${worst}× mean`;
}

/** How far a run is, in words; undefined where all of it is there. */
export function progressOf(
  { heads }: RunLoads,
  { trace, view, simulation }: PageState,
): string | undefined {
  const { queryHeads } = trace.header;
  const done = heads.length;
  if (done >= queryHeads) return undefined;
  return simulation.phase === "running"
    ? `layer ${view.layer}, head ${done + 1} of ${queryHeads}`
    : `layer ${view.layer}: ${done} of ${queryHeads} heads computed`;
}
