import { InputError } from "../../errors";

/** How weights lie in the arrays (arXiv 2510.11192, section III-B). */
export const strategies = ["linear", "sparse", "dense"] as const;
export type Strategy = (typeof strategies)[number];

/** Names of the strategies as published. */
export const strategyNames: Readonly<Record<Strategy, string>> = {
  linear: "Linear",
  sparse: "SparseMap",
  dense: "DenseMap",
};

/**
 * Which weights may lie in one array: those of one linear layer only, or any, each in the first
 * array with room for it.
 */
export const packings = ["by-layer", "first-fit"] as const;
export type Packing = (typeof packings)[number];

/**
 * Which diagonal the left factor takes in DenseMap where the right one has index i: -i, as
 * published, or any that is free.
 */
export const pairings = ["inverse", "free"] as const;
export type Pairing = (typeof pairings)[number];

export interface MappingOptions {
  readonly strategy: Strategy;
  /** Rows and columns m of an array. */
  readonly arraySize: number;
  /** b of the Monarch factors. By default, layer by layer, the least that makes one tile. */
  readonly blockSize?: number;
  /** Whether zeros may fill what a weight lacks to whole tiles. */
  readonly padding: boolean;
  readonly packing: Packing;
  /** Whether left and right factors may lie in the same array. */
  readonly shareArrays: boolean;
  readonly pairing: Pairing;
}

/** What the published array counts follow from. */
export const defaultMappingOptions: Omit<MappingOptions, "strategy"> = {
  arraySize: 256,
  padding: true,
  packing: "by-layer",
  shareArrays: false,
  pairing: "inverse",
};

/** Rows of an array are 16-bit numbers. */
export const largestArray = 2 ** 15;

/** @throws InputError for an array size or a block size that cannot be */
export function checkMappingOptions({ arraySize, blockSize, strategy }: MappingOptions): void {
  if (!Number.isInteger(arraySize) || arraySize < 1 || arraySize > largestArray) {
    const reason = `${arraySize} is not a whole number from 1 to ${largestArray}`;
    throw new InputError("array size", reason);
  }
  if (blockSize === undefined || strategy === "linear") return;
  if (!Number.isInteger(blockSize) || blockSize < 1) {
    throw new InputError("block size", `${blockSize} is not a whole number of at least 1`);
  }
  if (blockSize > arraySize) {
    throw new InputError("array size", `${arraySize} is smaller than a block of ${blockSize}`);
  }
  if (arraySize % blockSize !== 0) {
    throw new InputError("block size", `${blockSize} does not divide the array size ${arraySize}`);
  }
}
