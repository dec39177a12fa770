import { loadMetrics, type LoadMetric } from "../../../src/shared/figures";
import type { BankMetric } from "../../../src/shared/protocol";
import { formatNumber, formatRatio, formatShare } from "../../../src/shared/format/number";

/** In the order of the list: what answers a question first, then what it is made of. */
export const bankMetrics: readonly BankMetric[] = [
  "usefulShare",
  "overMean",
  "vectors",
  "rowsOpened",
  "busyCycles",
  "columnsRead",
  "columnsUseful",
];

const ownLabels: Readonly<Partial<Record<BankMetric, string>>> = {
  usefulShare: "Useful reads",
  overMean: "Load over the mean",
  vectors: "Tokens in the bank",
};

const overMeanMeaning =
  "selected tokens whose vectors lie in the bank / their mean over all banks at work in the step";

export function labelOfMetric(metric: BankMetric): string {
  return ownLabels[metric] ?? loadMetrics[asLoad(metric)].label;
}

export function meaningOfMetric(metric: BankMetric): string {
  return metric === "overMean" ? overMeanMeaning : loadMetrics[metric].meaning;
}

/** A value with what it is measured in. */
export function formatMetric(metric: BankMetric, value: number): string {
  if (metric === "usefulShare") return formatShare(value);
  return metric === "overMean" ? formatRatio(value) : formatNumber(value, 4);
}

/** A difference with its sign; shares differ by points of a hundred. */
export function formatDifference(metric: BankMetric, value: number): string {
  const sign = value > 0 ? "+" : "";
  if (metric !== "usefulShare") return `${sign}${formatNumber(value, 4)}`;
  return `${sign}${(100 * value).toFixed(1)} percentage points`;
}

/** Beside the colour bar, where room is scarce; undefined for plain numbers. */
export function tickOfMetric(metric: BankMetric): ((value: number) => string) | undefined {
  if (metric === "usefulShare") return shareTick;
  return metric === "overMean" ? ratioTick : undefined;
}

function shareTick(value: number): string {
  return `${Number((100 * value).toPrecision(3))} %`;
}

function ratioTick(value: number): string {
  return `${Number(value.toPrecision(3))}×`;
}

function asLoad(metric: BankMetric): LoadMetric {
  return metric === "overMean" ? "vectors" : metric;
}
