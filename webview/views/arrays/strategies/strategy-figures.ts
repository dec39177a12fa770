import type {
  CimConfiguration,
  CimStudySummary,
  StrategySummary,
} from "../../../../src/shared/protocol/cim";
import { shownFigure as figure, type ShownFigure } from "../../../parts/figures/shown-figure";
import { formatCount, formatRatio, formatShare } from "../../../../src/shared/format/number";
import { formatQuantity } from "../../../../src/shared/format/quantity";
import { tickCount } from "../player/turns";
import { resultAt, totalOf } from "./totals";

/** What a strategy comes to with the configured number of ADCs. */
export function strategyFigures(
  shown: StrategySummary,
  summary: CimStudySummary,
  configuration: CimConfiguration,
): ShownFigure[] {
  const { cost, speedup, energyGain, adcs } = resultAt(shown, summary, configuration);
  const bits = `${cost.bits.join(", ")} bits${cost.extrapolated ? " *" : ""}`;
  const extrapolated = cost.extrapolated
    ? " * Below the fit of converters, whose energy is extrapolated."
    : "";
  const sizes = shown.blockSizes.join(", ");
  return [
    figure("arrays", "Arrays", formatCount(shown.arrays), "arrays that hold all weights"),
    figure("blocks", "Block size", sizes, "rows and columns of a block, as they occur"),
    figure(
      "utilisation",
      "Utilisation",
      formatShare(shown.utilisation),
      "cells that hold blocks, padding included, over the cells of all arrays",
    ),
    figure(
      "parameters",
      "Stored numbers",
      `${formatCount(shown.storedParameters)} (${formatRatio(summary.denseParameters / shown.storedParameters)} fewer)`,
      "padding included; against the dense weights",
    ),
    ...(shown.flopReduction === undefined
      ? []
      : [
          figure(
            "flops",
            "FLOPs fewer",
            formatRatio(shown.flopReduction),
            "per token, attention without weights included as it is",
          ),
        ]),
    figure(
      "steps",
      "Steps",
      formatCount(tickCount(shown)),
      "of the schedule, for one vector: in each, every array that works takes its next one",
    ),
    figure("reads", "Array reads", formatCount(shown.steps), "steps of every array, added up"),
    figure("conversions", "Conversions", formatCount(cost.conversions), "columns read, all reads"),
    figure("bits", "Resolution", bits, `of the ADCs.${extrapolated}`),
    figure(
      "latency",
      "Latency",
      formatQuantity(totalOf(cost.time), "ns"),
      `of one vector through all layers with ${adcs} ADCs per array. How a step's time scales is not published; chosen here.`,
    ),
    figure(
      "energy",
      "Energy",
      formatQuantity(totalOf(cost.energy), "pJ"),
      "of one vector through all layers. How a step's energy scales is not published; chosen here.",
    ),
    figure("speedup", "Speedup", formatRatio(speedup), "latency of Linear over this one's"),
    figure(
      "energy-gain",
      "Energy gain",
      formatRatio(energyGain),
      "energy of Linear over this one's",
    ),
  ];
}
