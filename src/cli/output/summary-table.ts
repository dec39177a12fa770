import type { RunSummary } from "../../core/figures/means";
import type { ReportedFigure } from "../../core/figures/reported-figures";
import { formatTable } from "./table";

/** Figures of the table: heading, column and decimals. */
const columns: readonly (readonly [heading: string, column: ReportedFigure, decimals: number])[] = [
  ["tokens", "tokens", 1],
  ["lines", "lines", 1],
  ["cycles", "cycles", 1],
  ["index", "indexCycles", 1],
  ["pJ", "energy", 0],
  ["wasted", "wasted", 4],
  ["imbalance", "imbalance", 3],
  ["mass", "massKept", 4],
  ["recall", "recall", 4],
  ["output error", "outputError", 4],
];

/** Means of runs, one line each; a figure that no step has is a dash. */
export function summaryTable(names: readonly string[], summaries: readonly RunSummary[]): string {
  const header = ["mean per query head and step", ...columns.map(([heading]) => heading)];
  const rows = summaries.map((mean, index) => [
    names[index],
    ...columns.map(([, column, decimals]) => {
      return Number.isNaN(mean[column]) ? "-" : mean[column].toFixed(decimals);
    }),
  ]);
  return formatTable(header, rows);
}
