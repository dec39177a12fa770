import { InputError } from "../../errors";
import type { Mapping } from "../mapping/mapping";
import { blocksByArray } from "../mapping/occupancy";
import { permute } from "../monarch/permutation";
import { blocksOfStep, type Schedule } from "../schedule/schedule";
import { checkWeights, isMonarch, type LayerWeight } from "./layer-weight";
import { programArray } from "./program-array";
import { inputSlot, outputSlot, wireTiles } from "./wiring";

/** The vectors on their way through the stages of one tile, [n] each. */
interface TileVectors {
  /** What enters each stage; the second is known when the first is done. */
  readonly entering: (Float64Array | undefined)[];
  /** What the arrays of each stage gave, by the slots of the wiring. */
  readonly given: readonly Float64Array[];
}

/**
 * Runs the schedule on programmed arrays: in every step the driven rows meet the columns that are
 * read, in all cells, whoever they belong to. Slow: the proof that mapping and schedule are right.
 * @param weights one for each layer
 * @param inputs one vector for each layer, [inputs]; equal for layers that name the same input
 * @returns W x or M x for each layer, [outputs]
 * @throws InputError for weights or inputs that do not belong to the mapping
 */
export function runMapping(
  mapping: Mapping,
  schedule: Schedule,
  weights: readonly LayerWeight[],
  inputs: readonly Float64Array[],
): Float64Array[] {
  checkWeights(mapping, schedule.options.inputPermutation, weights);
  const { layers, blocks, grids, options } = mapping;
  const vectors = layers.map((_, layer) =>
    startTiles(mapping, layer, weights[layer], inputs[layer]),
  );
  const cellsOf = arrayProgrammer(mapping, weights);
  for (let step = 0; step < schedule.length; step++) {
    const worked = blocksOfStep(schedule, step);
    const cells = cellsOf(schedule.array[step]);
    const rows = driveRows(mapping, vectors, worked);
    for (const index of worked) {
      const { blockSize } = grids[blocks.layer[index]];
      const { given } = vectors[blocks.layer[index]][blocks.tile[index]];
      const firstColumn = blocks.columnSlot[index] * blockSize;
      const sums = readColumns(cells, options.arraySize, rows, firstColumn, blockSize);
      given[blocks.stage[index]].set(sums, outputSlot(mapping, index) * blockSize);
    }
  }
  return vectors.map((tiles, layer) => gather(mapping, layer, tiles));
}

/** Programs each array when it is first used. */
function arrayProgrammer(
  mapping: Mapping,
  weights: readonly LayerWeight[],
): (array: number) => Float64Array {
  const wirings = mapping.layers.map((_, layer) => wireTiles(mapping, layer));
  const { first, blocks } = blocksByArray(mapping);
  const programmed = new Map<number, Float64Array>();
  return (array) => {
    const own = blocks.subarray(first[array], first[array + 1]);
    const cells = programmed.get(array) ?? programArray(mapping, weights, wirings, own);
    programmed.set(array, cells);
    return cells;
  };
}

function startTiles(
  { grids, layers }: Mapping,
  layer: number,
  weight: LayerWeight,
  x: Float64Array,
): TileVectors[] {
  const { order, tileRows, tileColumns, inputs, blockSize, stages } = grids[layer];
  if (x.length !== inputs) {
    throw new InputError(layers[layer].name, `an input of ${x.length} instead of ${inputs} values`);
  }
  const inputPermutation = isMonarch(weight) && weight.tiles[0].inputPermutation;
  const slices = Array.from({ length: tileColumns }, (_, column) => {
    const padded = new Float64Array(order);
    padded.set(x.subarray(column * order, (column + 1) * order));
    return inputPermutation ? permute(padded, blockSize) : padded;
  });
  return Array.from({ length: tileRows * tileColumns }, (_, tile) => ({
    entering: [slices[tile % tileColumns]],
    given: Array.from({ length: stages }, () => new Float64Array(order)),
  }));
}

/** Value of each driven row of the array. */
type DrivenRows = ReadonlyMap<number, number>;

function driveRows(
  mapping: Mapping,
  vectors: readonly (readonly TileVectors[])[],
  worked: Uint32Array,
): DrivenRows {
  const { blocks, grids } = mapping;
  const rows = new Map<number, number>();
  for (const index of worked) {
    const { blockSize: b } = grids[blocks.layer[index]];
    const { entering, given } = vectors[blocks.layer[index]][blocks.tile[index]];
    const stage = blocks.stage[index];
    entering[stage] ??= permute(given[stage - 1], b);
    const firstRow = blocks.rowSlot[index] * b;
    const first = inputSlot(mapping, index) * b;
    for (let i = 0; i < b; i++) {
      const value = entering[stage][first + i];
      if ((rows.get(firstRow + i) ?? value) !== value) {
        throw new Error(`row ${firstRow + i} needs two values at once`);
      }
      rows.set(firstRow + i, value);
    }
  }
  return rows;
}

/** Sums of the driven cells of each column of a block, [b]. */
function readColumns(
  cells: Float64Array,
  arraySize: number,
  rows: DrivenRows,
  firstColumn: number,
  columns: number,
): Float64Array {
  const sums = new Float64Array(columns);
  for (const [row, value] of rows) {
    const first = row * arraySize + firstColumn;
    for (let i = 0; i < columns; i++) sums[i] += value * cells[first + i];
  }
  return sums;
}

/** Adds the tiles of each row of tiles, and cuts off the padding. */
function gather({ grids }: Mapping, layer: number, tiles: readonly TileVectors[]): Float64Array {
  const { order, tileRows, tileColumns, outputs, blockSize, stages } = grids[layer];
  const y = new Float64Array(tileRows * order);
  for (const [tile, { given }] of tiles.entries()) {
    const part = stages === 2 ? permute(given[1], blockSize) : given[0];
    const row = Math.floor(tile / tileColumns) * order;
    for (let i = 0; i < order; i++) y[row + i] += part[i];
  }
  return y.subarray(0, outputs);
}
