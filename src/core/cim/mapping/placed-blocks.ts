/**
 * Blocks and where they lie; entry i of every column belongs to block i. An array of m x m cells
 * has m / b row slots and column slots of b; a block fills one of each.
 */
export interface PlacedBlocks {
  readonly length: number;
  /** Index of the linear layer. */
  readonly layer: Uint32Array;
  /** Row-major in the layer's grid. */
  readonly tile: Uint32Array;
  /** 0 is the first factor that a vector passes, R; 1 the second, L. */
  readonly stage: Uint8Array;
  /** Index in its factor: k of R, l of L. */
  readonly block: Uint32Array;
  readonly array: Uint32Array;
  readonly rowSlot: Uint16Array;
  readonly columnSlot: Uint16Array;
  /** Index of its diagonal: its output leaves that many slots further than its input entered. */
  readonly diagonal: Uint16Array;
}

/** One entry of `PlacedBlocks`. */
export interface PlacedBlock {
  readonly layer: number;
  readonly tile: number;
  readonly stage: number;
  readonly block: number;
  readonly array: number;
  readonly rowSlot: number;
  readonly columnSlot: number;
  readonly diagonal: number;
}

/** Fills the columns entry by entry, and counts the arrays that they need. */
export class PlacementBuilder {
  private readonly blocks: PlacedBlocks;
  private readonly blockSizes: number[] = [];
  private placed = 0;

  /** @param length of the columns: all blocks that will be placed */
  constructor(length: number) {
    this.blocks = {
      length,
      layer: new Uint32Array(length),
      tile: new Uint32Array(length),
      stage: new Uint8Array(length),
      block: new Uint32Array(length),
      array: new Uint32Array(length),
      rowSlot: new Uint16Array(length),
      columnSlot: new Uint16Array(length),
      diagonal: new Uint16Array(length),
    };
  }

  /** @returns the number of a new, empty array for blocks of this size */
  newArray(blockSize: number): number {
    return this.blockSizes.push(blockSize) - 1;
  }

  place(block: PlacedBlock): void {
    const at = this.placed++;
    const { blocks } = this;
    blocks.layer[at] = block.layer;
    blocks.tile[at] = block.tile;
    blocks.stage[at] = block.stage;
    blocks.block[at] = block.block;
    blocks.array[at] = block.array;
    blocks.rowSlot[at] = block.rowSlot;
    blocks.columnSlot[at] = block.columnSlot;
    blocks.diagonal[at] = block.diagonal;
  }

  finish(): { readonly blocks: PlacedBlocks; readonly blockSizes: Uint32Array } {
    if (this.placed !== this.blocks.length) {
      throw new Error(`${this.placed} of ${this.blocks.length} blocks were placed`);
    }
    return { blocks: this.blocks, blockSizes: Uint32Array.from(this.blockSizes) };
  }
}
