import type { StrategyResult } from "./compare-strategies";
import type { CimConfiguration } from "./configuration";
import type { LinearLayer } from "./mapping/linear-layer";
import type { Ticks } from "./schedule/ticks";

/** The weights that are mapped: those of a published model, or matrices of a safetensors file. */
export type CimWeights =
  | { readonly kind: "model"; readonly name: string }
  | {
      readonly kind: "file";
      readonly path: string;
      /** Names of its layers, in which * stands for any characters. */
      readonly layers: string;
    };

export interface CimStudyRequest {
  readonly weights: CimWeights;
  readonly configuration: CimConfiguration;
}

/** Weights by every strategy, with when each step happens. */
export interface CimStudy extends CimStudyRequest {
  readonly layers: readonly LinearLayer[];
  /** Numbers of ADCs per array that were compared, ascending; among them the configured one. */
  readonly adcs: readonly number[];
  /** In the order of `strategies`. */
  readonly results: readonly StrategyResult[];
  readonly ticks: readonly Ticks[];
}
