import type { StrategyResult } from "./compare-strategies";
import { strategies, type Strategy } from "./mapping/options";
import { findCimModel } from "./models/transformers";
import { denseParameters, flopReduction } from "./models/work";
import type { CimStudy } from "./study";

/** What the publication gives a figure for. */
export type PublishedFigure =
  | "arraysAgainstLinear"
  | "arraysAgainstSparse"
  | "denseUtilisation"
  | "sparseSpeedup"
  | "denseSpeedup"
  | "denseEnergyGain"
  | "parameters"
  | "flops";

/** A figure of arXiv 2510.11192 beside what a study comes to. */
export interface PublishedComparison {
  readonly id: PublishedFigure;
  readonly quantity: string;
  readonly published: number;
  /** The published figure is a bound and not a value. */
  readonly isBound: boolean;
  readonly found: number;
  readonly meaning: string;
}

const meanOfModels = { isBound: false, meaning: "published as a mean over the three models" };

/**
 * What the publication says of a model beside what a study of it comes to; nothing for weights of
 * the user's own.
 */
export function compareWithPublished(study: CimStudy): PublishedComparison[] {
  const { weights, configuration, results, adcs } = study;
  if (weights.kind !== "model") return [];
  const of = (strategy: Strategy) => results[strategies.indexOf(strategy)];
  const gains = ({ results: swept }: StrategyResult) => swept[adcs.indexOf(configuration.adcs)];
  const [linear, sparse, dense] = [of("linear"), of("sparse"), of("dense")];
  const saved = (other: StrategyResult) => 100 * (1 - dense.arrays / other.arrays);
  const rows: PublishedComparison[] = [
    {
      id: "arraysAgainstLinear",
      quantity: "DenseMap: arrays saved against Linear, %",
      published: 87,
      found: saved(linear),
      ...meanOfModels,
    },
    {
      id: "arraysAgainstSparse",
      quantity: "DenseMap: arrays saved against SparseMap, %",
      published: 73,
      found: saved(sparse),
      ...meanOfModels,
      isBound: true,
    },
    {
      id: "denseUtilisation",
      quantity: "DenseMap: utilisation, %",
      published: 78.8,
      found: 100 * dense.utilisation,
      ...meanOfModels,
    },
    {
      id: "sparseSpeedup",
      quantity: "SparseMap: latency, times less than Linear",
      published: 1.59,
      found: gains(sparse).speedup,
      ...meanOfModels,
    },
    {
      id: "denseSpeedup",
      quantity: "DenseMap: latency, times less than Linear",
      published: 1.73,
      found: gains(dense).speedup,
      ...meanOfModels,
    },
    {
      id: "denseEnergyGain",
      quantity: "DenseMap: energy, times less than Linear",
      published: 1.74,
      found: gains(dense).energyGain,
      ...meanOfModels,
    },
  ];
  const model = findCimModel(weights.name);
  if (model.name !== "bert-large") return rows;
  const ofBert = { isBound: false, meaning: "published for this model" };
  return [
    ...rows,
    {
      id: "parameters",
      quantity: "Parameters, times fewer",
      published: 8,
      found: denseParameters(model.layers) / dense.storedParameters,
      ...ofBert,
    },
    {
      id: "flops",
      quantity: "FLOPs, times fewer",
      published: 5.7,
      found: flopReduction(model, dense.storedParameters),
      ...ofBert,
    },
  ];
}
