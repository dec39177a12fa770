import { blockExtent } from "./layer-grid";
import type { Mapping } from "./mapping";

/** Index in `mapping.blocks` of the blocks of each array: those of array a from first[a] on. */
export interface BlocksByArray {
  /** [arrays + 1]. */
  readonly first: Uint32Array;
  /** [blocks], in the order of placement within an array. */
  readonly blocks: Uint32Array;
}

export function blocksByArray({ blocks, blockSizes }: Mapping): BlocksByArray {
  const first = new Uint32Array(blockSizes.length + 1);
  for (const array of blocks.array) first[array + 1]++;
  for (let array = 0; array < blockSizes.length; array++) first[array + 1] += first[array];
  const next = first.slice();
  const sorted = new Uint32Array(blocks.length);
  for (let block = 0; block < blocks.length; block++) sorted[next[blocks.array[block]]++] = block;
  return { first, blocks: sorted };
}

/**
 * The slots of an array, row-major [m / b, m / b]: the index of the block in each, or -1.
 * @throws Error if two blocks lie in one slot, or one beside the array: a fault of the mapping
 */
export function slotOwners(mapping: Mapping, byArray: BlocksByArray, array: number): Int32Array {
  const { blocks, blockSizes, options } = mapping;
  const side = options.arraySize / blockSizes[array];
  const owners = new Int32Array(side * side).fill(-1);
  for (const block of byArray.blocks.subarray(byArray.first[array], byArray.first[array + 1])) {
    const [row, column] = [blocks.rowSlot[block], blocks.columnSlot[block]];
    const slot = row * side + column;
    if (row >= side || column >= side || owners[slot] !== -1) {
      throw new Error(`block ${block} cannot lie in slot ${row}, ${column} of array ${array}`);
    }
    owners[slot] = block;
  }
  return owners;
}

/** Cells that a block is programmed into. Padding is stored like weights, edges are not. */
function cellsOfBlock({ grids, blocks }: Mapping, block: number): number {
  const grid = grids[blocks.layer[block]];
  if (grid.stages === 2) return grid.blockSize ** 2;
  const { rows, columns } = blockExtent(grid, false, blocks.tile[block], 0, 0);
  return rows * columns;
}

/** Share of the cells of each array that hold a block, 0 .. 1. */
export function arrayOccupancy(mapping: Mapping): Float64Array {
  const { blocks, blockSizes, options } = mapping;
  const cells = new Float64Array(blockSizes.length);
  for (let block = 0; block < blocks.length; block++) {
    cells[blocks.array[block]] += cellsOfBlock(mapping, block);
  }
  return cells.map((count) => count / options.arraySize ** 2);
}

/** Numbers stored: parameters of the mapped model, padding of Monarch factors included. */
export function storedParameters(mapping: Mapping): number {
  let sum = 0;
  for (let block = 0; block < mapping.blocks.length; block++) sum += cellsOfBlock(mapping, block);
  return sum;
}

/** Stored numbers over the cells of all arrays. */
export function utilisation(mapping: Mapping): number {
  const { blockSizes, options } = mapping;
  return storedParameters(mapping) / (blockSizes.length * options.arraySize ** 2);
}
