import { countBlocks, type LayerGrid } from "./layer-grid";
import { PlacementBuilder } from "./placed-blocks";

/** Linear: the dense weight in tiles of m x m, an array each. */
export function mapLinear(grids: readonly LayerGrid[]) {
  const builder = new PlacementBuilder(grids.reduce((sum, grid) => sum + countBlocks(grid), 0));
  for (const [layer, { blockSize, tileRows, tileColumns }] of grids.entries()) {
    for (let tile = 0; tile < tileRows * tileColumns; tile++) {
      const array = builder.newArray(blockSize);
      const place = { array, rowSlot: 0, columnSlot: 0, diagonal: 0 };
      builder.place({ layer, tile, stage: 0, block: 0, ...place });
    }
  }
  return builder.finish();
}
