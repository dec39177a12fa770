import type { Command } from "commander";
import { InputError } from "../core/errors";
import { compareStrategies, type StrategyResult } from "../core/cim/compare-strategies";
import {
  comparisonOf,
  defaultCimConfiguration,
  type CimConfiguration,
} from "../core/cim/configuration";
import { conversions, type Conversion } from "../core/cim/cost/adc";
import {
  additionOrders,
  defaultCostOptions,
  readScales,
  resolutions,
  type AdditionOrder,
  type ReadScale,
  type Resolution,
} from "../core/cim/cost/options";
import { sumParts } from "../core/cim/cost/parts";
import { defaultCimPreset } from "../core/cim/cost/presets";
import type { LinearLayer } from "../core/cim/mapping/linear-layer";
import {
  defaultMappingOptions,
  packings,
  pairings,
  strategies,
  strategyNames,
  type Packing,
  type Pairing,
  type Strategy,
} from "../core/cim/mapping/options";
import { findCimModel } from "../core/cim/models/transformers";
import { WeightFile } from "../core/cim/models/weight-file";
import { denseParameters, flopReduction } from "../core/cim/models/work";
import { describeStrategy } from "../core/report/cim-results";
import { choice, list, wholeNumber } from "./options/option-values";
import { printJson } from "./output/print";
import { formatTable } from "./output/table";

interface MapOptions {
  readonly model?: string;
  readonly file?: string;
  readonly layers: string;
  readonly array: number;
  readonly block?: number;
  readonly padding: boolean;
  readonly strategy: Strategy[];
  readonly packing: Packing;
  readonly shareArrays?: boolean;
  readonly pairing: Pairing;
  readonly jointInputs?: boolean;
  readonly skipPadding?: boolean;
  readonly inputPermutation?: boolean;
  readonly preset: string;
  readonly adcs: number[];
  readonly readTime: ReadScale;
  readonly readEnergy: ReadScale;
  readonly conversion: Conversion;
  readonly resolution: Resolution;
  readonly addition: AdditionOrder;
  readonly json?: boolean;
}

/** `kvtrace cim map`: arrays, utilisation, latency and energy by mapping strategy. */
export function registerMap(cim: Command): void {
  const oneOf = <Name extends string>(option: string, names: readonly Name[], initial: Name) =>
    [`one of ${names.join(", ")}`, choice(option, names), initial] as const;
  cim
    .command("map")
    .description("map the linear layers of a model and say what a vector through all of them costs")
    .option("--model <name>", "bert-large, bart-large or gpt-2-medium")
    .option("--file <file>", "a safetensors file of weights instead of a model")
    .option("--layers <pattern>", "names of its matrices, with * for any characters", "*.weight")
    .option("--array <m>", "rows and columns of an array", wholeNumber("--array"), 256)
    .option(
      "--block <b>",
      "block size of all matrices; default: of each what makes one tile",
      wholeNumber("--block"),
    )
    .option("--no-padding", "refuse weights that zeros would have to fill up")
    .option("--strategy <names>", `all, or of ${strategies.join(", ")}`, strategyList, [
      ...strategies,
    ])
    .option("--packing <name>", ...oneOf("--packing", packings, defaultMappingOptions.packing))
    .option("--share-arrays", "let left and right factors lie in the same arrays")
    .option("--pairing <name>", ...oneOf("--pairing", pairings, defaultMappingOptions.pairing))
    .option("--joint-inputs", "DenseMap reads diagonals of one input, as of Q, K, V, in one step")
    .option("--skip-padding", "leave out rows and columns that are padding")
    .option("--input-permutation", "the form P L P R P of the factors; with --skip-padding")
    .option("--preset <name>", "constants of time and energy", defaultCimPreset.name)
    .option(
      "--adcs <counts>",
      "per array, comma-separated",
      list("--adcs", wholeNumber("--adcs")),
      [defaultCostOptions.adcs],
    )
    .option("--read-time <name>", ...oneOf("--read-time", readScales, defaultCostOptions.readTime))
    .option(
      "--read-energy <name>",
      ...oneOf("--read-energy", readScales, defaultCostOptions.readEnergy),
    )
    .option(
      "--conversion <name>",
      ...oneOf("--conversion", conversions, defaultCostOptions.conversion),
    )
    .option(
      "--resolution <name>",
      ...oneOf("--resolution", resolutions, defaultCostOptions.resolution),
    )
    .option(
      "--addition <name>",
      ...oneOf("--addition", additionOrders, defaultCostOptions.addition),
    )
    .option("--json", "print as JSON")
    .action(map);
}

function strategyList(text: string): Strategy[] {
  if (text === "all") return [...strategies];
  return list("--strategy", choice("--strategy", strategies))(text);
}

async function map(options: MapOptions): Promise<void> {
  const layers = await layersOf(options);
  const comparison = comparisonOf(layers, configurationOf(options), options.adcs);
  const results = compareStrategies(options.strategy, comparison);
  if (options.json) {
    const { mapping, schedule, preset, cost, adcs } = comparison;
    const reduction = (result: StrategyResult) =>
      options.model === undefined
        ? undefined
        : flopReduction(findCimModel(options.model), result.storedParameters);
    printJson({
      model: options.model,
      file: options.file,
      layers: layers.length,
      denseParameters: denseParameters(layers),
      options: { ...mapping, ...schedule, ...cost, adcs, preset: preset.name },
      strategies: results.map((result) => ({
        ...describeStrategy(result),
        flopReduction: reduction(result),
      })),
    });
  } else {
    process.stdout.write(`${resultTable(results)}\n${notes(results)}`);
  }
}

async function layersOf({ model, file, layers }: MapOptions): Promise<readonly LinearLayer[]> {
  if (model !== undefined && file !== undefined) {
    throw new InputError("--file", "cannot be used together with --model");
  }
  if (model !== undefined) return findCimModel(model).layers;
  if (file === undefined) throw new InputError("--model", "give a model, or weights with --file");
  const weights = await WeightFile.open(file);
  try {
    return weights.layers(layers);
  } finally {
    await weights.close();
  }
}

function configurationOf(options: MapOptions): CimConfiguration {
  return {
    ...defaultCimConfiguration,
    ...options,
    arraySize: options.array,
    blockSize: options.block ?? null,
    adcs: options.adcs[0],
  };
}

function resultTable(results: readonly StrategyResult[]): string {
  const header = [
    "strategy",
    "arrays",
    "utilisation",
    "parameters",
    "steps",
    "ADCs",
    "bits",
    "latency ns",
    "energy nJ",
    "speedup",
    "energy gain",
  ];
  const rows = results.flatMap((result) =>
    result.results.map(({ adcs, cost, speedup, energyGain }) => [
      strategyNames[result.strategy],
      String(result.arrays),
      `${(100 * result.utilisation).toFixed(1)} %`,
      String(result.storedParameters),
      String(result.schedule.length),
      String(adcs),
      cost.bits.join(", ") + (cost.extrapolated ? " *" : ""),
      sumParts(cost.time).toFixed(0),
      (sumParts(cost.energy) / 1000).toFixed(1),
      speedup.toFixed(2),
      energyGain.toFixed(2),
    ]),
  );
  return formatTable(header, rows);
}

function notes(results: readonly StrategyResult[]): string {
  const extrapolated = results.some((result) =>
    result.results.some((one) => one.cost.extrapolated),
  );
  return extrapolated ? "* below the fit of ADC energies, extrapolated\n" : "";
}
