import { publishedAdcSweep } from "../../src/core/cim/cost/options";
import { costParts, sumParts } from "../../src/core/cim/cost/parts";
import { conversionEnergy, isExtrapolated } from "../../src/core/cim/cost/adc";
import { defaultCimPreset } from "../../src/core/cim/cost/presets";
import { strategyNames } from "../../src/core/cim/mapping/options";
import type { CimModel } from "../../src/core/cim/models/model";
import { denseParameters, flopReduction } from "../../src/core/cim/models/work";
import { asNanoseconds } from "../../src/core/units";
import { gainOf, resultOf, runPackings, type ModelRun, type Variant } from "./cim-runs";
import { markdownTable } from "../../src/core/report/markdown-table";
import { signed } from "./markdown";

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const times = (factor: number) => `${factor.toFixed(2)} x`;

/** Published figures beside reproduced ones, difference included. */
export function comparisonTable(runs: readonly ModelRun[]): string {
  const bert = runs.find(({ model }) => model.name === "bert-large")!;
  const reduction = (strategy: "linear" | "sparse") =>
    mean(
      runs.map((run) => 100 * (1 - resultOf(run, "dense").arrays / resultOf(run, strategy).arrays)),
    );
  const use = (strategy: "sparse" | "dense") =>
    mean(runs.map((run) => 100 * resultOf(run, strategy).utilisation));
  const parameters = ({ model, ...run }: ModelRun) =>
    denseParameters(model.layers) / resultOf({ model, ...run }, "dense").storedParameters;
  const flops = (run: ModelRun) =>
    flopReduction(run.model, resultOf(run, "dense").storedParameters);
  const gain = (strategy: "sparse" | "dense", which: "speedup" | "energyGain") =>
    mean(runs.map((run) => gainOf(run, strategy, which)));
  const rows: readonly (readonly [string, string, number, number, number])[] = [
    ["DenseMap: arrays saved against Linear, %", "87", 87, reduction("linear"), 1],
    ["DenseMap: arrays saved against SparseMap, %", "> 73", 73, reduction("sparse"), 1],
    ["DenseMap: utilisation, mean, %", "78.8", 78.8, use("dense"), 1],
    ["DenseMap: utilisation over SparseMap's", "about 3", 3, use("dense") / use("sparse"), 2],
    ["BERT-large: parameters, times fewer", "8", 8, parameters(bert), 2],
    ["BERT-large: FLOPs, times fewer", "5.7", 5.7, flops(bert), 2],
    ["memory footprint, times smaller, least", "> 4", 4, Math.min(...runs.map(parameters)), 2],
    ["FLOPs, times fewer, least", "> 4", 4, Math.min(...runs.map(flops)), 2],
    ["SparseMap: latency, times less than Linear", "1.59", 1.59, gain("sparse", "speedup"), 2],
    ["DenseMap: latency, times less than Linear", "1.73", 1.73, gain("dense", "speedup"), 2],
    ["DenseMap: energy, times less than Linear", "1.74", 1.74, gain("dense", "energyGain"), 2],
  ];
  return markdownTable(
    ["quantity", "published", "reproduced", "difference"],
    [
      ...rows.map(([name, text, published, found, digits]) => [
        name,
        text,
        found.toFixed(digits),
        signed(found - published),
      ]),
      ["BERT-large: fastest mapping with 4 ADCs per array", "DenseMap", fastest(bert, 4), ""],
      ["BERT-large: fastest mapping with 32 ADCs per array", "SparseMap", fastest(bert, 32), ""],
    ],
    1,
  );
}

function fastest(run: ModelRun, adcs: number): string {
  const times = (["linear", "sparse", "dense"] as const).map(
    (strategy) => [strategyNames[strategy], gainOf(run, strategy, "speedup", adcs)] as const,
  );
  return times.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** Arrays and parameters of every model. */
export function arraysTable(runs: readonly ModelRun[]): string {
  const rows = runs.map((run) => {
    const { model } = run;
    const [linear, sparse, dense] = run.results;
    const parameters = denseParameters(model.layers);
    return [
      `${model.title} (context ${model.context})`,
      String(parameters),
      String(linear.arrays),
      String(sparse.arrays),
      String(dense.arrays),
      `${dense.storedParameters} (${(parameters / dense.storedParameters).toFixed(1)} x)`,
      percent(sparse.utilisation),
      percent(dense.utilisation),
      times(flopReduction(model, dense.storedParameters)),
    ];
  });
  const header = ["model", "dense parameters", "Linear", "SparseMap", "DenseMap"];
  const more = ["Monarch parameters", "SparseMap use", "DenseMap use", "FLOPs fewer"];
  return markdownTable([...header, ...more], rows, 1);
}

/** Latency and energy of one vector by part, for each strategy and number of ADCs. */
export function partsTable({ results }: ModelRun): string {
  const rows = results.flatMap(({ strategy, results: all }) =>
    all.map(({ adcs, cost, speedup, energyGain }) => [
      strategyNames[strategy],
      String(adcs),
      ...costParts.map((part) => (cost.time[part] / 1000).toFixed(2)),
      (sumParts(cost.time) / 1000).toFixed(2),
      times(speedup),
      ...costParts.map((part) => (cost.energy[part] / 1e6).toFixed(3)),
      (sumParts(cost.energy) / 1e6).toFixed(3),
      times(energyGain),
    ]),
  );
  const title = { array: "array", adc: "ADC", addition: "addition", communication: "moves" };
  const header = ["strategy", "ADCs"];
  const time = [...costParts.map((part) => `${title[part]} us`), "latency us", "over Linear"];
  const energy = [...costParts.map((part) => `${title[part]} uJ`), "energy uJ", "over Linear"];
  return markdownTable([...header, ...time, ...energy], rows, 1);
}

/** Gains over Linear under each choice. */
export function variantsTable(variants: readonly Variant[]): string {
  const latencies = (values: readonly number[]) => values.map((value) => value.toFixed(2));
  const rows = variants.map(({ name, sparse, dense, sparseEnergy, denseEnergy }) => [
    name,
    latencies(sparse).join(" / "),
    latencies(dense).join(" / "),
    sparseEnergy.toFixed(2),
    denseEnergy.toFixed(2),
  ]);
  const sweep = publishedAdcSweep.join(" / ");
  const header = ["choice", `SparseMap, ${sweep} ADCs`, `DenseMap, ${sweep} ADCs`];
  return markdownTable([...header, "SparseMap, energy", "DenseMap, energy"], rows, 1);
}

export function packingsTable(model: CimModel): string {
  const rows = runPackings(model).map(({ name, arrays, share }) => [
    name,
    String(arrays),
    percent(share),
  ]);
  return markdownTable(["DenseMap", "arrays", "utilisation"], rows, 1);
}

/** Energy of a conversion by resolution. */
export function adcTable(): string {
  const rows = [3, 4, 5, 6, 7, 8].map((bits) => [
    String(bits),
    conversionEnergy(defaultCimPreset, bits, asNanoseconds(1)).toFixed(3),
    isExtrapolated(defaultCimPreset, bits) ? "below the fit, extrapolated" : "within the fit",
  ]);
  return markdownTable(["bits", "pJ", ""], rows, 0);
}

/** Constants of the preset with their sources. */
export function sourcesTable(): string {
  const { sources } = defaultCimPreset;
  return markdownTable(
    ["constant", "source"],
    Object.entries(sources).map(([a, b]) => [a, b]),
    2,
  );
}
