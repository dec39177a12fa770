import type { LoadColumn } from "../../../src/shared/protocol";
import { columnLabel } from "../../parts/format/column-label";
import { formatCount, formatNumber } from "../../parts/format/number";
import type { Matrix } from "../../parts/heat-map/matrix";
import { banksPerChannel } from "../../state/bank-address";
import type { Figure } from "./head-figures";
import { loadStatistics } from "./load-statistics";

/** How evenly the shown metric is spread over the banks of the channels that hold a head. */
export function stackFigures(stack: Matrix, metric: LoadColumn): Figure[] {
  const { banks, largest, mean, imbalance, variation } = loadStatistics(stack);
  const load = columnLabel(metric).toLowerCase();
  const figure = (id: string, label: string, value: string, meaning: string): Figure => {
    return { id, label, value, meaning, missing: undefined };
  };
  return [
    figure(
      "stackChannels",
      "Active channels",
      formatCount(banks / banksPerChannel),
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
