import type { Mapping } from "../mapping/mapping";
import { blockAt, type PlacedBlock } from "../mapping/placed-blocks";
import type { DenseWeight, MonarchWeight } from "../monarch/weight";
import { isMonarch, type LayerWeight } from "./layer-weight";
import type { TileWiring } from "./wiring";

/**
 * The cells of an array with its blocks programmed, row-major [m, m]: row is input, column output.
 * @param blocks indices of the blocks that lie in it
 * @param wirings of every layer, tile by tile
 */
export function programArray(
  mapping: Mapping,
  weights: readonly LayerWeight[],
  wirings: readonly (readonly TileWiring[])[],
  blocks: Uint32Array,
): Float64Array {
  const { arraySize } = mapping.options;
  const cells = new Float64Array(arraySize * arraySize);
  for (const index of blocks) {
    const block = blockAt(mapping.blocks, index);
    const weight = weights[block.layer];
    if (isMonarch(weight)) {
      programFactor(cells, arraySize, block, weight, wirings[block.layer][block.tile]);
    } else {
      programTile(cells, arraySize, block, weight);
    }
  }
  return cells;
}

function programTile(
  cells: Float64Array,
  arraySize: number,
  { tile }: PlacedBlock,
  { outputs, inputs, values }: DenseWeight,
): void {
  const tileColumns = Math.ceil(inputs / arraySize);
  const firstInput = (tile % tileColumns) * arraySize;
  const firstOutput = Math.floor(tile / tileColumns) * arraySize;
  const rows = Math.min(arraySize, inputs - firstInput);
  const columns = Math.min(arraySize, outputs - firstOutput);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = (firstOutput + column) * inputs + firstInput + row;
      cells[row * arraySize + column] = values[at];
    }
  }
}

function programFactor(
  cells: Float64Array,
  arraySize: number,
  { tile, stage, block, rowSlot, columnSlot }: PlacedBlock,
  { shape: { blockSize: b }, tiles }: MonarchWeight,
  { rightSlot, leftSlot }: TileWiring,
): void {
  const { left, right } = tiles[tile];
  const factor = stage === 0 ? right : left;
  for (let output = 0; output < b; output++) {
    for (let input = 0; input < b; input++) {
      const row = rowSlot * b + (stage === 0 ? input : rightSlot[input]);
      const column = columnSlot * b + (stage === 0 ? leftSlot[output] : output);
      cells[row * arraySize + column] = factor[(block * b + output) * b + input];
    }
  }
}
