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

export const loadFigures = Object.fromEntries(
  loadColumnNames.map((name): [LoadColumn, Figure] => {
    return [name, { label: labelOf(name), needs: [], better: "less", ...facts[name] }];
  }),
) as Readonly<Record<LoadColumn, Figure>>;
