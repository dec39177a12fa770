import type { AdcResult } from "./compare-strategies";
import type { LinearLayer } from "./mapping/linear-layer";
import type { Strategy } from "./mapping/options";
import { findCimModel } from "./models/transformers";
import { denseParameters, flopReduction } from "./models/work";
import { compareWithPublished, type PublishedComparison } from "./published";
import type { CimStudy } from "./study";

/** What a strategy comes to; what lies where stays behind. */
export interface StrategySummary {
  readonly strategy: Strategy;
  readonly arrays: number;
  /** 0 .. 1. */
  readonly utilisation: number;
  readonly storedParameters: number;
  /** Of a published model: FLOPs per token of its dense weights over those of the mapped ones. */
  readonly flopReduction: number | undefined;
  /** Block sizes that occur, ascending. */
  readonly blockSizes: readonly number[];
  readonly steps: number;
  /** [turns + 1] and [turns], as in `Ticks`. */
  readonly firstTick: Uint32Array;
  readonly phase: Uint32Array;
  readonly stage: Uint8Array;
  /** In the order of `CimStudySummary.adcs`. */
  readonly results: readonly AdcResult[];
}

export interface CimStudySummary {
  readonly layers: readonly LinearLayer[];
  readonly denseParameters: number;
  readonly adcs: readonly number[];
  readonly strategies: readonly StrategySummary[];
  readonly published: readonly PublishedComparison[];
}

export function summariseStudy(study: CimStudy): CimStudySummary {
  const { weights, layers, adcs, results, ticks } = study;
  const model = weights.kind === "model" ? findCimModel(weights.name) : undefined;
  return {
    layers,
    denseParameters: denseParameters(layers),
    adcs,
    strategies: results.map((result, index) => ({
      strategy: result.strategy,
      arrays: result.arrays,
      utilisation: result.utilisation,
      storedParameters: result.storedParameters,
      flopReduction: model && flopReduction(model, result.storedParameters),
      blockSizes: [...new Set(result.mapping.blockSizes)].sort((a, b) => a - b),
      steps: result.schedule.length,
      firstTick: ticks[index].firstTick.slice(),
      phase: ticks[index].phase.slice(),
      stage: ticks[index].stage.slice(),
      results: result.results,
    })),
    published: compareWithPublished(study),
  };
}
