import type { RunSummary } from "../core/figures/means";
import { formatTable } from "./table";

/** Means of runs, one line each. */
export function summaryTable(names: readonly string[], summaries: readonly RunSummary[]): string {
  const figure = (value: number, digits: number) =>
    Number.isNaN(value) ? "-" : value.toFixed(digits);
  const header = [
    "mean per query head and step",
    "tokens",
    "lines",
    "cycles",
    "index",
    "pJ",
    "imbalance",
    "mass",
    "recall",
    "output error",
  ];
  const rows = summaries.map((mean, index) => [
    names[index],
    figure(mean.tokens, 1),
    figure(mean.lines, 1),
    figure(mean.cycles, 1),
    figure(mean.indexCycles, 1),
    figure(mean.energy, 0),
    figure(mean.imbalance, 3),
    figure(mean.massKept, 4),
    figure(mean.recall, 4),
    figure(mean.outputError, 4),
  ]);
  return formatTable(header, rows);
}
