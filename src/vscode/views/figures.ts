import type { Headline } from "../../core/simulation/run/headline";

/** A figure of a run that the status bar can hold. */
export interface Figure {
  readonly id: keyof Headline;
  /** In lists to choose from. */
  readonly label: string;
  /** The figure itself, with its unit. */
  write(headline: Headline): string;
  /** What it means, for a tooltip. */
  readonly meaning: string;
}

const absent = "–";
const integers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** In the order in which they are offered. */
export const figures: readonly Figure[] = [
  {
    id: "imbalance",
    label: "Imbalance",
    write: ({ imbalance }) => `imbalance ${fixed(imbalance, 2)}`,
    meaning: "largest / mean useful load over the banks, mean of all heads and steps; 1 is perfect",
  },
  {
    id: "cycles",
    label: "Cycles per step",
    write: ({ cycles }) => `${integers.format(cycles)} cycles/step`,
    meaning: "memory cycles of one step of one query head, mean of all heads and steps",
  },
  {
    id: "nanoseconds",
    label: "Nanoseconds per step",
    write: ({ nanoseconds }) => `${integers.format(nanoseconds)} ns/step`,
    meaning: "memory time of one step of one query head, mean of all heads and steps",
  },
  {
    id: "massKept",
    label: "Attention mass kept",
    write: ({ massKept }) => `mass ${Number.isNaN(massKept) ? absent : percent(massKept)}`,
    meaning: "full softmax mass on the selected tokens, mean of all heads and steps",
  },
];

export function findFigure(id: string): Figure | undefined {
  return figures.find((figure) => figure.id === id);
}

/** The figures of a run in one line. */
export function writeHeadline(headline: Headline): string {
  return figures.map((figure) => figure.write(headline)).join(" · ");
}

function fixed(value: number, decimals: number): string {
  return Number.isNaN(value) ? absent : value.toFixed(decimals);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
