import { spreadOf } from "../../../src/shared/figures";
import type { BankMetric } from "../../../src/shared/protocol";
import { formatCount, formatNumber } from "../../../src/shared/format/number";
import type { Matrix } from "../../parts/heat-map/matrix";
import { shownFigure as figure, type ShownFigure } from "../../parts/figures/shown-figure";
import { labelOfMetric } from "./bank-metrics";

/**
 * How evenly the shown metric is spread over the banks of the channels that hold a head.
 * @param stack [channels, banks of a channel]
 */
export function stackFigures(stack: Matrix, metric: BankMetric): ShownFigure[] {
  const { count: banks, largest, mean, imbalance, variation } = spreadOf(stack.values);
  const load = labelOfMetric(metric).toLowerCase();
  return [
    figure(
      "stackChannels",
      "Active channels",
      formatCount(banks / stack.columns),
      "channels that hold a KV head of the layer whose results are there",
    ),
    figure("stackMean", "Mean load", formatNumber(mean), `mean ${load} over their banks`),
    figure("stackLargest", "Largest load", formatNumber(largest), `largest ${load} of a bank`),
    figure(
      "stackImbalance",
      "Imbalance",
      formatNumber(imbalance),
      `largest / mean ${load} over the banks of the active channels; 1 is perfect`,
    ),
    figure(
      "stackVariation",
      "Load variation",
      formatNumber(variation),
      `standard deviation / mean of ${load} over the banks of the active channels; 0 is perfect`,
    ),
  ];
}
