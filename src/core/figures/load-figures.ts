import { useful } from "./derived-figures";
import { labelOf, type Figure } from "./figure";

const facts = {
  vectors: { unit: "vectors", meaning: "selected tokens whose vectors lie in the bank" },
  columnsRead: { unit: "columns", meaning: "columns read in the bank" },
  columnsUseful: {
    unit: "columns",
    meaning: "columns read in the bank that held a selected vector",
  },
  rowsOpened: { unit: "rows", meaning: "rows opened in the bank" },
  busyCycles: { unit: "cycles", meaning: "cycles in which the bank is reading or opening a row" },
} as const;

/** What each bank of a channel carries at each step; all of it is counted, so nothing is 0. */
export type LoadColumn = keyof typeof facts;

export const loadColumnNames = Object.keys(facts) as readonly LoadColumn[];

/** What a picture of banks shows: what is counted in each, or the share of its reads that is useful. */
export type LoadMetric = LoadColumn | "usefulShare";

export const loadMetricNames: readonly LoadMetric[] = ["usefulShare", ...loadColumnNames];

const loadFigures = Object.fromEntries(
  loadColumnNames.map((name): [LoadColumn, Figure] => {
    return [name, { label: labelOf(name), needs: [], better: "less", ...facts[name] }];
  }),
) as Readonly<Record<LoadColumn, Figure>>;

export const loadMetrics: Readonly<Record<LoadMetric, Figure>> = {
  ...loadFigures,
  usefulShare: {
    label: useful.label,
    unit: useful.unit,
    needs: useful.needs,
    better: useful.better,
    meaning:
      "columns that held a selected vector / columns read in the bank; where heads share the bank, " +
      "the sum of the one over the sum of the other",
  },
};

/** Useful share of what a bank reads; NaN where it reads nothing. */
export function usefulShare(columnsUseful: number, columnsRead: number): number {
  return columnsUseful / columnsRead;
}
