import type { StrategyResult } from "../cim/compare-strategies";
import { costParts, sumParts, type CostByPart } from "../cim/cost/parts";
import { strategyNames } from "../cim/mapping/options";
import { compareWithPublished } from "../cim/published";
import type { CimStudy } from "../cim/study";
import { summariseStudy } from "../cim/study-summary";
import { jsonWithFigures } from "./json-figures";

/** What a strategy comes to, for JSON: totals beside their parts, units in the names. */
export function describeStrategy(result: StrategyResult) {
  const { strategy, mapping, schedule, arrays, utilisation, storedParameters } = result;
  const whole = <Quantity extends number>(cost: CostByPart<Quantity>) => {
    return { total: sumParts(cost), ...cost };
  };
  return {
    strategy,
    name: strategyNames[strategy],
    blockSizes: [...new Set(mapping.blockSizes)].sort((a, b) => a - b),
    arrays,
    utilisation,
    storedParameters,
    steps: schedule.length,
    costs: result.results.map(({ adcs, cost, speedup, energyGain }) => ({
      adcs,
      adcBits: cost.bits,
      adcEnergyExtrapolated: cost.extrapolated,
      conversions: cost.conversions,
      nanoseconds: whole(cost.time),
      picojoules: whole(cost.energy),
      speedup,
      energyGain,
    })),
  };
}

/** A study as JSON, with all that it takes to repeat it. */
export function cimStudyJson(study: CimStudy): string {
  const { strategies, denseParameters } = summariseStudy(study);
  const content = {
    format: "kvtrace-cim",
    version: 1,
    weights: study.weights,
    options: study.configuration,
    layers: study.layers.length,
    denseParameters,
    strategies: study.results.map((result, index) => ({
      ...describeStrategy(result),
      flopReduction: strategies[index].flopReduction,
    })),
    published: compareWithPublished(study),
  };
  return `${jsonWithFigures(content, 2)}\n`;
}

/** A study as comma-separated values (RFC 4180): a line per strategy and number of ADCs. */
export function cimStudyCsv({ results }: CimStudy): string {
  const parts = (name: string, unit: string) => costParts.map((part) => `${part}_${name}_${unit}`);
  const header = [
    ...["strategy", "adcs", "adc_bits", "arrays", "utilisation", "stored_parameters", "steps"],
    ...["conversions", "latency_ns", ...parts("latency", "ns")],
    ...["energy_pj", ...parts("energy", "pj"), "speedup", "energy_gain"],
  ];
  const lines = results.flatMap((result) =>
    result.results.map(({ adcs, cost, speedup, energyGain }) => [
      strategyNames[result.strategy],
      adcs,
      cost.bits.join(" "),
      result.arrays,
      result.utilisation,
      result.storedParameters,
      result.schedule.length,
      cost.conversions,
      sumParts(cost.time),
      ...costParts.map((part) => cost.time[part]),
      sumParts(cost.energy),
      ...costParts.map((part) => cost.energy[part]),
      speedup,
      energyGain,
    ]),
  );
  return [header, ...lines].map((line) => `${line.join(",")}\n`).join("");
}
