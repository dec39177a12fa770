import { countBlocks, type LayerGrid } from "./layer-grid";
import type { MappingOptions } from "./options";
import { PlacementBuilder } from "./placed-blocks";
import { PoolShelf } from "./pool-shelf";

/** The array that is being filled, and its next slot on the main diagonal. */
interface MainDiagonal {
  array: number;
  slot: number;
}

/** SparseMap: blocks on the main diagonals of the arrays, so that all can work at once. */
export function mapSparse(grids: readonly LayerGrid[], options: MappingOptions) {
  const builder = new PlacementBuilder(grids.reduce((sum, grid) => sum + countBlocks(grid), 0));
  const shelf = new PoolShelf<MainDiagonal>(options, (blockSize) => ({
    array: builder.newArray(blockSize),
    slot: 0,
  }));
  for (const [layer, { blockSize, blocks, tileRows, tileColumns }] of grids.entries()) {
    for (let tile = 0; tile < tileRows * tileColumns; tile++) {
      for (const stage of [0, 1]) {
        const diagonal = shelf.pool(layer, blockSize, stage);
        for (let block = 0; block < blocks; block++) {
          if (diagonal.slot === options.arraySize / blockSize) {
            diagonal.array = builder.newArray(blockSize);
            diagonal.slot = 0;
          }
          const slot = diagonal.slot++;
          const place = { array: diagonal.array, rowSlot: slot, columnSlot: slot, diagonal: 0 };
          builder.place({ layer, tile, stage, block, ...place });
        }
      }
    }
  }
  return builder.finish();
}
