import { countBlocks, type LayerGrid } from "./layer-grid";
import { DiagonalPool, type Diagonal } from "./diagonal-pool";
import type { LinearLayer } from "./linear-layer";
import type { MappingOptions, Pairing } from "./options";
import { PlacementBuilder } from "./placed-blocks";
import { PoolShelf } from "./pool-shelf";
import { modulo } from "./ring";

/**
 * DenseMap: as many shifted block diagonals in an array as it has slots on a side.
 *
 * The b blocks of a factor are cut into groups of r, a diagonal each. A group of R and the group of
 * L with the same number are placed together, so that L's index can be the inverse of R's.
 */
export function mapDense(
  layers: readonly LinearLayer[],
  grids: readonly LayerGrid[],
  options: MappingOptions,
) {
  const { arraySize, pairing } = options;
  const builder = new PlacementBuilder(grids.reduce((sum, grid) => sum + countBlocks(grid), 0));
  const shelf = new PoolShelf(
    options,
    (blockSize) => new DiagonalPool(arraySize, blockSize, () => builder.newArray(blockSize)),
  );
  for (const together of layersSideBySide(layers, grids, options)) {
    const { tileRows, tileColumns, blockSize } = grids[together[0]];
    for (let tile = 0; tile < tileRows * tileColumns; tile++) {
      for (let first = 0; first < blockSize;) {
        let ring = 0;
        for (const layer of together) {
          const right = shelf.pool(layer, blockSize, 0);
          const left = shelf.pool(layer, blockSize, 1);
          const pair = takePair(right, left, pairing);
          ring = right.ring;
          placeGroup(builder, { layer, tile, first, ring }, pair);
        }
        first += ring;
      }
    }
  }
  return builder.finish();
}

/**
 * Layers whose groups are placed in turn, so that diagonals of the same input come to lie in the
 * same array: under first-fit the neighbours that read the same vector in the same phase.
 */
function layersSideBySide(
  layers: readonly LinearLayer[],
  grids: readonly LayerGrid[],
  { packing }: MappingOptions,
): number[][] {
  const sets: number[][] = [];
  for (const [index, layer] of layers.entries()) {
    const set = sets.at(-1);
    if (set !== undefined && packing === "first-fit") {
      const other = layers[set[0]];
      const [one, two] = [grids[index], grids[set[0]]];
      const sameGrid =
        one.blockSize === two.blockSize &&
        one.tileRows === two.tileRows &&
        one.tileColumns === two.tileColumns;
      if (other.phase === layer.phase && other.input === layer.input && sameGrid) {
        set.push(index);
        continue;
      }
    }
    sets.push([index]);
  }
  return sets;
}

interface DiagonalPair {
  readonly right: Diagonal;
  readonly left: Diagonal;
}

function takePair(right: DiagonalPool, left: DiagonalPool, pairing: Pairing): DiagonalPair {
  for (;;) {
    const taken = right.take((array, index) => {
      if (pairing === "free") return true;
      return left.has(-index, right === left ? { array, index } : undefined);
    });
    if (taken === undefined) {
      (right.isFull ? right : left).grow();
      continue;
    }
    const wanted = modulo(-taken.index, right.ring);
    const accepts = (_: number, index: number) => pairing === "free" || index === wanted;
    let partner = left.take(accepts);
    if (partner === undefined) {
      left.grow();
      partner = left.take(accepts)!;
    }
    return { right: taken, left: partner };
  }
}

function placeGroup(
  builder: PlacementBuilder,
  { layer, tile, first, ring }: { layer: number; tile: number; first: number; ring: number },
  { right, left }: DiagonalPair,
): void {
  for (let t = 0; t < ring; t++) {
    builder.place({
      layer,
      tile,
      stage: 0,
      block: first + t,
      array: right.array,
      rowSlot: right.firstRow + t,
      columnSlot: right.firstColumn + ((t + right.index) % ring),
      diagonal: right.index,
    });
  }
  // L is programmed for inputs that arrive turned back by its index: its outputs leave in order.
  for (let t = 0; t < ring; t++) {
    builder.place({
      layer,
      tile,
      stage: 1,
      block: first + ((t + left.index) % ring),
      array: left.array,
      rowSlot: left.firstRow + t,
      columnSlot: left.firstColumn + ((t + left.index) % ring),
      diagonal: left.index,
    });
  }
}
