/**
 * What the arrays do, step by step; entry i of every column belongs to step i. Steps are sorted by
 * phase, stage and array. The steps of one array follow each other, arrays work side by side.
 *
 * A step drives the row slots of its blocks with their inputs and reads the column slots of its
 * blocks; every column that is read is one conversion.
 */
export interface Schedule {
  readonly length: number;
  readonly options: ScheduleOptions;
  /** Phase of the layers that it works for. */
  readonly phase: Uint32Array;
  /** 0 is the first factor that a vector passes, 1 the second. */
  readonly stage: Uint8Array;
  readonly array: Uint32Array;
  /** Rows driven. */
  readonly rows: Uint32Array;
  /** Columns read, each by one conversion. */
  readonly columns: Uint32Array;
  /** [length + 1]: the blocks of step i are `blocks[firstBlock[i]] .. blocks[firstBlock[i + 1] - 1]`. */
  readonly firstBlock: Uint32Array;
  /** Indices in `mapping.blocks`. */
  readonly blocks: Uint32Array;
  /** Columns read of each entry of `blocks`. */
  readonly blockColumns: Uint32Array;
}

export interface ScheduleOptions {
  /** DenseMap reads the diagonals that take the same input, such as Q, K and V, in one step. */
  readonly jointInputs: boolean;
  /** Leaves out rows that only carry padding and columns whose outputs are padding. */
  readonly skipPadding: boolean;
  /** Whether the weights are of the form M = P L P R P; decides which rows are padding. */
  readonly inputPermutation: boolean;
}

/** What the published evaluation does. */
export const defaultScheduleOptions: ScheduleOptions = {
  jointInputs: false,
  skipPadding: false,
  inputPermutation: false,
};

/** Indices in `mapping.blocks` of the blocks that a step works on. */
export function blocksOfStep({ firstBlock, blocks }: Schedule, step: number): Uint32Array {
  return blocks.subarray(firstBlock[step], firstBlock[step + 1]);
}
