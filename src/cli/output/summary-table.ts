import type { RunSummary } from "../../core/figures/means";
import type { ReportedFigure } from "../../core/figures/reported-figures";
import { formatTable } from "./table";

/** A figure of the table. */
interface Column {
  readonly heading: string;
  readonly figure: ReportedFigure;
  readonly decimals: number;
  /** Of the shown unit in the figure's own; 1 where absent. */
  readonly factor?: number;
}

const columns: readonly Column[] = [
  { heading: "tokens", figure: "tokens", decimals: 1 },
  { heading: "lines", figure: "lines", decimals: 1 },
  { heading: "cycles", figure: "cycles", decimals: 1 },
  { heading: "index", figure: "indexCycles", decimals: 1 },
  { heading: "pJ", figure: "energy", decimals: 0 },
  { heading: "wasted %", figure: "wasted", decimals: 1, factor: 100 },
  { heading: "imbalance", figure: "imbalance", decimals: 3 },
  { heading: "mass kept %", figure: "massKept", decimals: 1, factor: 100 },
  { heading: "recall %", figure: "recall", decimals: 1, factor: 100 },
  { heading: "output error", figure: "outputError", decimals: 4 },
];

/** Means of runs, one line each; a figure that no step has is a dash. */
export function summaryTable(names: readonly string[], summaries: readonly RunSummary[]): string {
  const header = ["mean per query head and step", ...columns.map(({ heading }) => heading)];
  const rows = summaries.map((mean, index) => [
    names[index],
    ...columns.map(({ figure, decimals, factor = 1 }) => {
      return Number.isNaN(mean[figure]) ? "-" : (factor * mean[figure]).toFixed(decimals);
    }),
  ]);
  return formatTable(header, rows);
}
