import { reportedFigures, reportedValue, time, type Figure } from "../../../src/shared/figures";
import type { ComparedFigure } from "../../../src/shared/protocol";
import type { RunSummary } from "./run-summaries";

/** A figure that runs are compared by. */
export interface Measure extends Pick<Figure, "label" | "meaning" | "unit" | "better"> {
  /** Written in percent. */
  readonly isShare: boolean;
  readonly value: (run: RunSummary) => number;
}

export function measureOf(id: ComparedFigure): Measure {
  if (id === "time") {
    return { ...time, isShare: false, value: ({ figure, device }) => time.value(figure, device) };
  }
  const { least, most } = reportedFigures[id];
  const isShare = least === 0 && most === 1;
  return { ...reportedFigures[id], isShare, value: ({ figure }) => reportedValue(id, figure) };
}

/** How many times as much as the baseline; NaN where either is missing or there is nothing. */
export function ratioOf(value: number, baseline: number): number {
  const ratio = value / baseline;
  return Number.isFinite(ratio) ? ratio : NaN;
}
