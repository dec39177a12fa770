import { costOf, type CimCost } from "./cost/cost";
import type { CostOptions } from "./cost/options";
import { sumParts } from "./cost/parts";
import type { CimPreset } from "./cost/preset";
import type { LinearLayer } from "./mapping/linear-layer";
import { mapLayers } from "./mapping/map-layers";
import type { Mapping } from "./mapping/mapping";
import { storedParameters, utilisation } from "./mapping/occupancy";
import type { MappingOptions, Strategy } from "./mapping/options";
import { planSchedule } from "./schedule/plan-schedule";
import type { Schedule, ScheduleOptions } from "./schedule/schedule";

/** What is the same for all strategies of a comparison. */
export interface Comparison {
  readonly layers: readonly LinearLayer[];
  readonly mapping: Omit<MappingOptions, "strategy">;
  readonly schedule: ScheduleOptions;
  readonly preset: CimPreset;
  readonly cost: CostOptions;
  /** Numbers of ADCs per array to compare; they take the place of `cost.adcs`. */
  readonly adcs: readonly number[];
}

/** A strategy with one number of ADCs per array. */
export interface AdcResult {
  readonly adcs: number;
  readonly cost: CimCost;
  /** Latency and energy of Linear with as many ADCs per array, over this one's. */
  readonly speedup: number;
  readonly energyGain: number;
}

export interface StrategyResult {
  readonly strategy: Strategy;
  readonly mapping: Mapping;
  readonly schedule: Schedule;
  readonly arrays: number;
  /** 0 .. 1. */
  readonly utilisation: number;
  readonly storedParameters: number;
  /** In the order of `Comparison.adcs`. */
  readonly results: readonly AdcResult[];
}

/**
 * Maps a model by each strategy and compares latency and energy with Linear.
 * @throws InputError for options that cannot be or layers that do not fit
 */
export function compareStrategies(
  strategies: readonly Strategy[],
  comparison: Comparison,
): StrategyResult[] {
  const { layers, preset, adcs } = comparison;
  const map = (strategy: Strategy) => mapLayers(layers, { ...comparison.mapping, strategy });
  const mappings = strategies.map(map);
  const linear = mappings[strategies.indexOf("linear")] ?? map("linear");
  const linearSchedule = planSchedule(linear, comparison.schedule);
  return strategies.map((strategy, index) => {
    const mapping = mappings[index];
    const schedule =
      mapping === linear ? linearSchedule : planSchedule(mapping, comparison.schedule);
    const results = adcs.map((count): AdcResult => {
      const options = { ...comparison.cost, adcs: count };
      const cost = costOf(mapping, schedule, preset, options);
      const reference = costOf(linear, linearSchedule, preset, options);
      return {
        adcs: count,
        cost,
        speedup: sumParts(reference.time) / sumParts(cost.time),
        energyGain: sumParts(reference.energy) / sumParts(cost.energy),
      };
    });
    return {
      strategy,
      mapping,
      schedule,
      arrays: mapping.blockSizes.length,
      utilisation: utilisation(mapping),
      storedParameters: storedParameters(mapping),
      results,
    };
  });
}
