import { time, wasted } from "../../core/figures/derived-figures";
import { formatCount, formatNumber, formatShare } from "../../core/figures/format";
import type { Figure } from "../../core/figures/figure";
import { stepFigures } from "../../core/figures/step-figures";
import type { Headline } from "../../core/simulation/run/headline";

/** A figure of a run that the status bar can hold. */
export interface HeadlineFigure {
  readonly id: keyof Headline;
  /** In lists to choose from. */
  readonly label: string;
  /** The figure itself, with its unit. */
  write(headline: Headline): string;
  /** What it means, for a tooltip. */
  readonly meaning: string;
}

/** In the order in which they are offered. */
export const figures: readonly HeadlineFigure[] = [
  {
    id: "wasted",
    label: "Wasted reads",
    write: (headline) => `${formatShare(headline.wasted)} wasted`,
    meaning: `${wasted.meaning}; of all query heads and steps`,
  },
  {
    id: "imbalance",
    label: "Imbalance",
    write: ({ imbalance }) => `imbalance ${formatNumber(imbalance)}`,
    meaning: meanOf(stepFigures.imbalance),
  },
  {
    id: "cycles",
    label: "Cycles per step",
    write: ({ cycles }) => `${formatCount(cycles)} cycles/step`,
    meaning: meanOf(stepFigures.cycles),
  },
  {
    id: "nanoseconds",
    label: "Nanoseconds per step",
    write: ({ nanoseconds }) => `${formatCount(nanoseconds)} ns/step`,
    meaning: meanOf(time),
  },
  {
    id: "massKept",
    label: "Attention mass kept",
    write: ({ massKept }) => `${formatShare(massKept)} of the mass kept`,
    meaning: meanOf(stepFigures.massKept),
  },
];

export function findFigure(id: string): HeadlineFigure | undefined {
  return figures.find((figure) => figure.id === id);
}

/** The figures of a run in one line. */
export function writeHeadline(headline: Headline): string {
  return figures.map((figure) => figure.write(headline)).join(" · ");
}

/** What a run costs and wastes, for a narrow list: `571 cyc · 17.0 % wasted`. */
export function writeShortly({ cycles, wasted: share }: Headline): string {
  return `${formatCount(cycles)} cyc · ${formatShare(share)} wasted`;
}

function meanOf({ meaning }: Figure): string {
  return `${meaning}; mean of all query heads and steps`;
}
