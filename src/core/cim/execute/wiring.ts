import type { Mapping } from "../mapping/mapping";
import { ringSize } from "../mapping/ring";

/**
 * How values go between the arrays and which order the blocks are programmed in.
 *
 * The wiring is fixed: it knows of which group of r blocks an array's slots are, and takes and gives
 * their values by the position of the slot in the ring, whatever the diagonal. Nothing is moved at
 * run time but by the permutation P between R and L.
 *
 * A diagonal of index i turns the blocks of its group by i. P makes of R's turn a turn inside every
 * block of L, so the rows of L's blocks are programmed in that order. L's own turn is undone in the
 * same way by the order of the columns of R's blocks. With opposite indices, as published, the two
 * orders are one and the same.
 */
export interface TileWiring {
  /** [b]: the slot where block k of R gives its outputs; the row of input k in L's blocks. */
  readonly rightSlot: Uint32Array;
  /** [b]: the slot where block l of L takes its inputs; the column of output l in R's blocks. */
  readonly leftSlot: Uint32Array;
}

/** The wiring of each tile of a layer, row-major in its grid. */
export function wireTiles(mapping: Mapping, layer: number): TileWiring[] {
  const { blocks, grids } = mapping;
  const { tileRows, tileColumns, blocks: count } = grids[layer];
  const tiles = Array.from({ length: tileRows * tileColumns }, () => ({
    rightSlot: new Uint32Array(count),
    leftSlot: new Uint32Array(count),
  }));
  for (let index = 0; index < blocks.length; index++) {
    if (blocks.layer[index] !== layer) continue;
    const { rightSlot, leftSlot } = tiles[blocks.tile[index]];
    const block = blocks.block[index];
    if (blocks.stage[index] === 0) rightSlot[block] = outputSlot(mapping, index);
    else leftSlot[block] = inputSlot(mapping, index);
  }
  return tiles;
}

/** The slice of the vector that the wiring leads into a block, 0 .. b - 1. */
export function inputSlot(mapping: Mapping, index: number): number {
  return slotOf(mapping, index, mapping.blocks.rowSlot[index]);
}

/** The slice of the vector that the wiring makes of a block's outputs, 0 .. b - 1. */
export function outputSlot(mapping: Mapping, index: number): number {
  return slotOf(mapping, index, mapping.blocks.columnSlot[index]);
}

function slotOf({ blocks, grids, options }: Mapping, index: number, arraySlot: number): number {
  const ring = ringSize(options.arraySize, grids[blocks.layer[index]].blockSize);
  const block = blocks.block[index];
  return block - (block % ring) + (arraySlot % ring);
}
