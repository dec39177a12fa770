import {
  compareStrategies,
  type Comparison,
  type StrategyResult,
} from "../../src/core/cim/compare-strategies";
import { costOf } from "../../src/core/cim/cost/cost";
import { defaultCostOptions, publishedAdcSweep } from "../../src/core/cim/cost/options";
import { sumParts } from "../../src/core/cim/cost/parts";
import { defaultCimPreset } from "../../src/core/cim/cost/presets";
import {
  defaultMappingOptions,
  strategies,
  type Strategy,
} from "../../src/core/cim/mapping/options";
import type { CimModel } from "../../src/core/cim/models/model";
import { cimModels } from "../../src/core/cim/models/transformers";
import { defaultScheduleOptions } from "../../src/core/cim/schedule/schedule";

/** A model by every strategy, in the order of `strategies`, with every number of ADCs of the sweep. */
export interface ModelRun {
  readonly model: CimModel;
  readonly results: readonly StrategyResult[];
}

/** What is compared when nothing else is said. */
function baseComparison({ layers }: CimModel): Comparison {
  return {
    layers,
    mapping: defaultMappingOptions,
    schedule: defaultScheduleOptions,
    preset: defaultCimPreset,
    cost: defaultCostOptions,
    adcs: publishedAdcSweep,
  };
}

export function runModels(): ModelRun[] {
  return cimModels.map((model) => ({
    model,
    results: compareStrategies(strategies, baseComparison(model)),
  }));
}

export function resultOf({ results }: ModelRun, strategy: Strategy): StrategyResult {
  return results[strategies.indexOf(strategy)];
}

/** How many times less latency or energy than Linear, with the default number of ADCs. */
export function gainOf(
  run: ModelRun,
  strategy: Strategy,
  gain: "speedup" | "energyGain",
  adcs = defaultCostOptions.adcs,
): number {
  return resultOf(run, strategy).results.find((one) => one.adcs === adcs)![gain];
}

/** One way to settle what is not published: its gains over Linear, by number of ADCs. */
export interface Variant {
  readonly name: string;
  readonly sparse: readonly number[];
  readonly dense: readonly number[];
  readonly sparseEnergy: number;
  readonly denseEnergy: number;
}

type Change = Partial<Pick<Comparison, "cost" | "schedule" | "mapping">>;

/** A model under each of the choices, one at a time, and under those that favour a strategy. */
export function runVariants(model: CimModel): Variant[] {
  const base = baseComparison(model);
  const cost = (change: Partial<Comparison["cost"]>): Change => ({
    cost: { ...base.cost, ...change },
  });
  const changes: readonly (readonly [string, Change])[] = [
    ["as chosen", {}],
    ["`--read-time whole`", cost({ readTime: "whole" })],
    ["`--read-energy whole`", cost({ readEnergy: "whole" })],
    ["`--conversion per-bit`", cost({ conversion: "per-bit" })],
    ["`--conversion per-level`", cost({ conversion: "per-level" })],
    [
      "`--conversion per-level --read-time whole`",
      cost({ conversion: "per-level", readTime: "whole" }),
    ],
    ["`--resolution active-rows`", cost({ resolution: "active-rows" })],
    ["`--addition serial`", cost({ addition: "serial" })],
    ["`--skip-padding`", { schedule: { ...base.schedule, skipPadding: true } }],
    ["`--block 32`: tiles instead of padding", { mapping: { ...base.mapping, blockSize: 32 } }],
  ];
  const variants = changes.map(([name, change]) =>
    variantOf(name, compareStrategies(strategies, { ...base, ...change })),
  );
  return [...variants, equalConverters(model)];
}

function variantOf(name: string, results: readonly StrategyResult[]): Variant {
  const [, sparse, dense] = results;
  const speedups = ({ results: all }: StrategyResult) => all.map(({ speedup }) => speedup);
  return {
    name,
    sparse: speedups(sparse),
    dense: speedups(dense),
    sparseEnergy: sparse.results[0].energyGain,
    denseEnergy: dense.results[0].energyGain,
  };
}

/** Fewer arrays have more ADCs each, so that all strategies have as many in all as Linear. */
function equalConverters(model: CimModel): Variant {
  const base = baseComparison(model);
  const [linear, ...others] = compareStrategies(strategies, base);
  const [sparse, dense] = others.map(({ mapping, schedule, arrays }) =>
    publishedAdcSweep.map((adcs, index) => {
      const share = Math.round((adcs * linear.arrays) / arrays);
      const options = { ...base.cost, adcs: share };
      const cost = costOf(mapping, schedule, base.preset, options);
      return sumParts(linear.results[index].cost.time) / sumParts(cost.time);
    }),
  );
  const [sparseEnergy, denseEnergy] = others.map(({ results }) => results[0].energyGain);
  return { name: "as many ADCs in all as Linear", sparse, dense, sparseEnergy, denseEnergy };
}

/** DenseMap under every way of packing. */
export function runPackings(model: CimModel): { name: string; arrays: number; share: number }[] {
  const base = baseComparison(model);
  return (["by-layer", "first-fit"] as const).flatMap((packing) =>
    [false, true].flatMap((shareArrays) =>
      (["inverse", "free"] as const).map((pairing) => {
        const mapping = { ...base.mapping, packing, shareArrays, pairing };
        const [dense] = compareStrategies(["dense"], { ...base, mapping });
        const shared = shareArrays ? " --share-arrays" : "";
        const name = `\`--packing ${packing}${shared} --pairing ${pairing}\``;
        return { name, arrays: dense.arrays, share: dense.utilisation };
      }),
    ),
  );
}
