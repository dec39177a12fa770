import { InputError } from "../../errors";
import type { Conversion } from "./adc";

/** Part of an array's cost that a step pays: by its rows times columns, or all of it. */
export const readScales = ["active-share", "whole"] as const;
export type ReadScale = (typeof readScales)[number];

/** Whether a step's resolution is the published one or follows from the rows that a column adds. */
export const resolutions = ["published", "active-rows"] as const;
export type Resolution = (typeof resolutions)[number];

/** Whether partial sums are added pair by pair side by side, or one after the other. */
export const additionOrders = ["tree", "serial"] as const;
export type AdditionOrder = (typeof additionOrders)[number];

/** What the published evaluation does not say, besides the constants of a preset. */
export interface CostOptions {
  /** Converters of an array, shared by its columns. */
  readonly adcs: number;
  readonly readTime: ReadScale;
  readonly readEnergy: ReadScale;
  readonly conversion: Conversion;
  readonly resolution: Resolution;
  readonly addition: AdditionOrder;
}

export const defaultCostOptions: CostOptions = {
  adcs: 8,
  readTime: "active-share",
  readEnergy: "active-share",
  conversion: "constant",
  resolution: "published",
  addition: "tree",
};

/** Numbers of ADCs that the published evaluation compares. */
export const publishedAdcSweep: readonly number[] = [4, 8, 16, 32];

/** @throws InputError for a number of ADCs that is no whole number of at least 1 */
export function checkCostOptions({ adcs }: CostOptions): void {
  if (Number.isSafeInteger(adcs) && adcs >= 1) return;
  throw new InputError("ADCs", `${adcs} is not a whole number of at least 1 per array`);
}
