import { InputError } from "../../errors";
import { planMonarch, type MonarchShape } from "../monarch/shape";
import type { LinearLayer } from "./linear-layer";
import type { MappingOptions } from "./options";

/**
 * How the weight of a layer is cut into blocks: a grid of tiles, each of one or two block-diagonal
 * factors. Linear is the case of one factor of one block, as large as an array.
 */
export interface LayerGrid extends MonarchShape {
  /** Blocks of a factor. */
  readonly blocks: number;
  /** Factors of a tile, which a vector passes one after the other. */
  readonly stages: 1 | 2;
}

/** @throws InputError for a layer that does not fit the arrays */
export function planGrid(layer: LinearLayer, options: MappingOptions): LayerGrid {
  const { name, outputs, inputs } = layer;
  const { arraySize, padding, strategy } = options;
  if (strategy === "linear") {
    return {
      outputs,
      inputs,
      blockSize: arraySize,
      order: arraySize,
      tileRows: Math.ceil(outputs / arraySize),
      tileColumns: Math.ceil(inputs / arraySize),
      blocks: 1,
      stages: 1,
    };
  }
  const shape = planMonarch(name, outputs, inputs, {
    padding,
    blockSize: blockSizeOf(layer, options),
  });
  return { ...shape, blocks: shape.blockSize, stages: 2 };
}

/** The least divisor of the array size whose square covers the layer, unless one is asked for. */
function blockSizeOf(
  { name, outputs, inputs }: LinearLayer,
  { arraySize, blockSize }: MappingOptions,
): number {
  if (blockSize !== undefined) return blockSize;
  const least = Math.ceil(Math.sqrt(Math.max(outputs, inputs)));
  for (let b = least; b <= arraySize; b++) {
    if (arraySize % b === 0) return b;
  }
  const needs = `the blocks of ${least} that ${name} (${outputs} x ${inputs}) needs`;
  throw new InputError("array size", `${arraySize} is smaller than ${needs}`);
}

/** Blocks of all factors of all tiles. */
export function countBlocks({ tileRows, tileColumns, blocks, stages }: LayerGrid): number {
  return tileRows * tileColumns * blocks * stages;
}

/** How much of a block is weight and not padding. */
export interface BlockExtent {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Rows of a block that can carry an input other than zero, and columns that give an output that is
 * wanted, as numbers of them: 0 .. b.
 * @param tile row-major in the grid
 * @param stage 0 is the first factor that a vector passes, R; 1 the second, L
 */
export function blockExtent(
  grid: LayerGrid,
  inputPermutation: boolean,
  tile: number,
  stage: number,
  block: number,
): BlockExtent {
  const { blockSize: b, order, tileColumns, stages } = grid;
  const inputs = Math.min(order, grid.inputs - (tile % tileColumns) * order);
  const outputs = Math.min(order, grid.outputs - Math.floor(tile / tileColumns) * order);
  if (stages === 1) return { rows: inputs, columns: outputs };
  const inputsOfBlock = (k: number) =>
    inputPermutation ? strided(inputs, k, b) : Math.max(0, Math.min(b, inputs - k * b));
  if (stage === 0) {
    const rows = inputsOfBlock(block);
    return { rows, columns: rows === 0 ? 0 : b };
  }
  let rows = 0;
  for (let k = 0; k < b; k++) {
    if (inputsOfBlock(k) > 0) rows++;
  }
  return { rows, columns: strided(outputs, block, b) };
}

/** How many of start, start + step, start + 2 step, ... are below the limit. */
function strided(limit: number, start: number, step: number): number {
  return Math.max(0, Math.ceil((limit - start) / step));
}
