import type { Comparison } from "./compare-strategies";
import type { Conversion } from "./cost/adc";
import {
  defaultCostOptions,
  type AdditionOrder,
  type ReadScale,
  type Resolution,
} from "./cost/options";
import { defaultCimPreset, findCimPreset } from "./cost/presets";
import type { LinearLayer } from "./mapping/linear-layer";
import {
  defaultMappingOptions,
  type MappingOptions,
  type Packing,
  type Pairing,
} from "./mapping/options";
import { defaultScheduleOptions } from "./schedule/schedule";

/** Everything but the weights and the strategy that decides what a mapping comes to, as plain data. */
export interface CimConfiguration {
  /** Rows and columns m of an array. */
  readonly arraySize: number;
  /** b; null takes, layer by layer, the least that makes one tile. */
  readonly blockSize: number | null;
  readonly padding: boolean;
  readonly packing: Packing;
  readonly shareArrays: boolean;
  readonly pairing: Pairing;
  readonly jointInputs: boolean;
  readonly skipPadding: boolean;
  readonly inputPermutation: boolean;
  /** Name of the constants of time and energy. */
  readonly preset: string;
  /** Per array. */
  readonly adcs: number;
  readonly readTime: ReadScale;
  readonly readEnergy: ReadScale;
  readonly conversion: Conversion;
  readonly resolution: Resolution;
  readonly addition: AdditionOrder;
}

/** What docs/cim.md is computed with. */
export const defaultCimConfiguration: CimConfiguration = {
  ...defaultMappingOptions,
  blockSize: null,
  ...defaultScheduleOptions,
  ...defaultCostOptions,
  preset: defaultCimPreset.name,
};

/** How a configuration maps layers, but for the strategy. */
export function mappingOptionsOf(
  configuration: CimConfiguration,
): Omit<MappingOptions, "strategy"> {
  const { arraySize, blockSize, padding, packing, shareArrays, pairing } = configuration;
  const given = blockSize === null ? {} : { blockSize };
  return { arraySize, ...given, padding, packing, shareArrays, pairing };
}

/**
 * What a configuration asks of `compareStrategies`.
 * @param adcs numbers of ADCs per array to compare
 * @throws InputError for a preset that does not exist
 */
export function comparisonOf(
  layers: readonly LinearLayer[],
  configuration: CimConfiguration,
  adcs: readonly number[],
): Comparison {
  const { jointInputs, skipPadding, inputPermutation } = configuration;
  const { readTime, readEnergy, conversion, resolution, addition } = configuration;
  return {
    layers,
    mapping: mappingOptionsOf(configuration),
    schedule: { jointInputs, skipPadding, inputPermutation },
    preset: findCimPreset(configuration.preset),
    cost: { adcs: configuration.adcs, readTime, readEnergy, conversion, resolution, addition },
    adcs,
  };
}
