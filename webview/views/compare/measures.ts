import type { Catalog, ComparedFigure } from "../../../src/shared/protocol";
import { columnLabel } from "../../parts/format/column-label";
import type { RunSummary } from "../timing/run-summaries";

/** A figure that runs are compared by. */
export interface Measure {
  readonly id: ComparedFigure;
  readonly label: string;
  readonly meaning: string;
  /** Base unit; empty for plain ratios. */
  readonly unit: string;
  readonly value: (run: RunSummary) => number;
}

export function measureOf(id: ComparedFigure, { stepColumns }: Catalog): Measure {
  if (id === "time") {
    return {
      id,
      label: "Time",
      unit: "ns",
      meaning: `${stepColumns.cycles.meaning}, in the clock of the run's device`,
      value: ({ figure, device }) => figure("cycles") * device.clockPeriod,
    };
  }
  return { id, label: columnLabel(id), ...stepColumns[id], value: ({ figure }) => figure(id) };
}

/** How many times as much as the baseline; NaN where either is missing or there is nothing. */
export function ratioOf(value: number, baseline: number): number {
  const ratio = value / baseline;
  return Number.isFinite(ratio) ? ratio : NaN;
}
