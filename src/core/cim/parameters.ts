import { conversions } from "./cost/adc";
import { additionOrders, readScales, resolutions } from "./cost/options";
import { cimPresets } from "./cost/presets";
import type { CimConfiguration } from "./configuration";
import { largestArray, packings, pairings } from "./mapping/options";

interface Described {
  readonly name: keyof CimConfiguration;
  readonly label: string;
  readonly group: CimParameterGroup;
  readonly description: string;
  /** Set where the publication does not say and this program chose: what it chose. */
  readonly chosen?: string;
}

/** What a parameter is about. */
type CimParameterGroup = "Arrays" | "Packing" | "Steps" | "Cost";

/** A parameter of a configuration with all that may be chosen for it. */
export type CimParameter =
  | (Described & {
      readonly kind: "number";
      readonly minimum: number;
      readonly maximum: number;
      /** Whether it may be left open, which is null. */
      readonly optional: boolean;
    })
  | (Described & { readonly kind: "choice"; readonly values: readonly string[] })
  | (Described & { readonly kind: "flag" });

/** Every parameter of a configuration, once: controls and checks are made from this list. */
export const cimParameters: readonly CimParameter[] = [
  {
    kind: "number",
    name: "arraySize",
    label: "Array size",
    group: "Arrays",
    description: "rows and columns m of an array",
    minimum: 1,
    maximum: largestArray,
    optional: false,
  },
  {
    kind: "number",
    name: "blockSize",
    label: "Block size",
    group: "Arrays",
    description: "rows and columns b of a block; it has to divide the array size",
    chosen: "without one, the least divisor of the array size that makes one tile, layer by layer",
    minimum: 1,
    maximum: largestArray,
    optional: true,
  },
  {
    kind: "number",
    name: "adcs",
    label: "ADCs per array",
    group: "Arrays",
    description: "converters that the columns of an array share; published are 4 to 32",
    chosen: "8",
    minimum: 1,
    maximum: largestArray,
    optional: false,
  },
  {
    kind: "flag",
    name: "padding",
    label: "Zeros fill up weights",
    group: "Arrays",
    description: "weights that are not made of whole tiles are filled up, else refused",
    chosen: "zeros up to the next square order, stored and executed like weights",
  },
  {
    kind: "choice",
    name: "packing",
    label: "Packing",
    group: "Packing",
    description:
      "which weights may lie in one array: those of one layer, or any where there is room",
    chosen: "one factor of one linear layer",
    values: packings,
  },
  {
    kind: "flag",
    name: "shareArrays",
    label: "Factors share arrays",
    group: "Packing",
    description: "left and right factors may lie in the same array",
    chosen: "arrays of their own",
  },
  {
    kind: "choice",
    name: "pairing",
    label: "Diagonals of L",
    group: "Packing",
    description: "DenseMap: the opposite index of R's, as published, or any that is free",
    values: pairings,
  },
  {
    kind: "flag",
    name: "jointInputs",
    label: "Q, K and V in one step",
    group: "Steps",
    description: "DenseMap reads diagonals that take the same input in one step",
    chosen: "one after the other",
  },
  {
    kind: "flag",
    name: "skipPadding",
    label: "Skip padding",
    group: "Steps",
    description: "rows and columns that are padding are neither driven nor read",
    chosen: "driven and read like weights",
  },
  {
    kind: "flag",
    name: "inputPermutation",
    label: "Permuted inputs",
    group: "Steps",
    description: "the form P L P R P instead of P L P R; decides which rows are padding",
    chosen: "P L P R",
  },
  {
    kind: "choice",
    name: "preset",
    label: "Constants",
    group: "Cost",
    description: "time and energy of reads, additions, moves and conversions",
    chosen: "surrogates of the published cost table; the table of constants names each source",
    values: cimPresets.map(({ name }) => name),
  },
  {
    kind: "choice",
    name: "readTime",
    label: "Time of a read",
    group: "Cost",
    description: "by driven rows times read columns, or that of a whole array",
    chosen: "by the active share",
    values: readScales,
  },
  {
    kind: "choice",
    name: "readEnergy",
    label: "Energy of a read",
    group: "Cost",
    description: "by driven rows times read columns, or that of a whole array",
    chosen: "by the active share",
    values: readScales,
  },
  {
    kind: "choice",
    name: "conversion",
    label: "Time of a conversion",
    group: "Cost",
    description: "the same whatever the resolution, a cycle per bit, or a cycle per level",
    chosen: "the same whatever the resolution",
    values: conversions,
  },
  {
    kind: "choice",
    name: "resolution",
    label: "Resolution",
    group: "Cost",
    description: "the published bits, or those that the rows added in a column need",
    values: resolutions,
  },
  {
    kind: "choice",
    name: "addition",
    label: "Partial sums",
    group: "Cost",
    description: "added pair by pair side by side, or one after the other",
    chosen: "pair by pair",
    values: additionOrders,
  },
];
