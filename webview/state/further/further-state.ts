import type { RunConfiguration } from "../../../src/shared/protocol";
import { canonicalJson } from "../../../src/shared/same-value";
import type { ResultSet } from "../results/result-set";

/** What results beside those of the page are wanted for. */
export type Purpose = "sweep" | "overview";

/** A run on a layer. */
export interface WantedRun {
  readonly layer: number;
  readonly run: RunConfiguration;
}

/** Results of single runs on single layers, beside those that the page shows. */
export interface FurtherState {
  /** By `furtherKey`, each of a plan of that run and layer alone; without loads. */
  readonly known: ReadonlyMap<string, ResultSet>;
  /** How many are still to come. */
  readonly waiting: Readonly<Record<Purpose, number>>;
  /** The policies of the page's runs are wanted with other budgets, too. */
  readonly isSweeping: boolean;
  /** The shown run is wanted in every layer. */
  readonly isSurveying: boolean;
}

export const nothingFurther: FurtherState = {
  known: new Map(),
  waiting: { sweep: 0, overview: 0 },
  isSweeping: false,
  isSurveying: false,
};

export function furtherKey({ layer, run }: WantedRun): string {
  return canonicalJson([layer, run]);
}
