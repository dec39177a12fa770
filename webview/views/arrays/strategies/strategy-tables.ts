import type {
  CimConstant,
  CimStudySummary,
  PublishedComparison,
  Strategy,
} from "../../../../src/shared/protocol/cim";
import {
  formatCount,
  formatNumber,
  formatRatio,
  formatShare,
} from "../../../../src/shared/format/number";
import type { TableContent } from "../../../parts/tables/table-content";
import { costParts, totalOf, type StrategyResult } from "./totals";

const nanosecondsPerMicrosecond = 1e3;
const picojoulesPerMicrojoule = 1e6;

/** Every figure of the bars. */
export function strategyTable(
  { strategies }: CimStudySummary,
  results: readonly StrategyResult[],
  names: Readonly<Record<Strategy, string>>,
): TableContent {
  const parts = (unit: string, what: string) =>
    costParts.map(({ label }) => ({ label, unit, meaning: `${label} of ${what}` }));
  return {
    caption: `With ${results[0].adcs} ADCs per array, for one vector through all layers.`,
    columns: [
      { label: "Strategy" },
      { label: "Arrays" },
      { label: "Utilisation", meaning: "cells that hold blocks over the cells of all arrays" },
      { label: "Stored", meaning: "numbers in the arrays, padding included" },
      { label: "Bits", meaning: "of the ADCs; * is below the fit of their energy, extrapolated" },
      { label: "Latency", unit: "µs", meaning: "of each phase and stage the slowest array's" },
      ...parts("µs", "the latency"),
      { label: "Speedup", meaning: "latency of Linear over this one's" },
      { label: "Energy", unit: "µJ", meaning: "of all arrays" },
      ...parts("µJ", "the energy"),
      { label: "Energy gain", meaning: "energy of Linear over this one's" },
    ],
    rows: strategies.map((one, index) => {
      const { cost, speedup, energyGain } = results[index];
      const time = (value: number) => formatNumber(value / nanosecondsPerMicrosecond);
      const energy = (value: number) => formatNumber(value / picojoulesPerMicrojoule);
      return {
        head: names[one.strategy],
        cells: [
          formatCount(one.arrays),
          formatShare(one.utilisation),
          formatCount(one.storedParameters),
          `${cost.bits.join(", ")}${cost.extrapolated ? " *" : ""}`,
          time(totalOf(cost.time)),
          ...costParts.map(({ part }) => time(cost.time[part])),
          formatRatio(speedup),
          energy(totalOf(cost.energy)),
          ...costParts.map(({ part }) => energy(cost.energy[part])),
          formatRatio(energyGain),
        ],
      };
    }),
  };
}

/** What the publication says beside what comes out here, with the difference. */
export function publishedTable(published: readonly PublishedComparison[]): TableContent {
  return {
    caption: "arXiv 2510.11192 beside these options. Nothing is fitted to the published figures.",
    columns: [
      { label: "Quantity" },
      { label: "Published" },
      { label: "Here" },
      { label: "Difference" },
      { label: "Note" },
    ],
    rows: published.map(({ quantity, published: figure, isBound, found, meaning }) => ({
      head: quantity,
      cells: [
        `${isBound ? "> " : ""}${formatNumber(figure)}`,
        formatNumber(found),
        signed(found - figure),
        meaning,
      ],
    })),
  };
}

/** Constants of time and energy with where each comes from. */
export function constantsTable(name: string, constants: readonly CimConstant[]): TableContent {
  return {
    caption: `Constants ${name}.`,
    columns: [{ label: "Constant" }, { label: "Value" }, { label: "Source" }],
    rows: constants.map(({ name: head, value, source }) => ({ head, cells: [value, source] })),
  };
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${formatNumber(Math.abs(value))}`;
}
