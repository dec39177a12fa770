import { setImmediate } from "node:timers/promises";
import { InputError } from "../../errors";
import type { Monarch } from "./monarch";
import type { Projection } from "./projection";
import { rankOneFinder, type RankOne } from "./rank-one";
import { planMonarch, type MonarchShape, type MonarchShapeOptions } from "./shape";
import type { DenseWeight } from "./weight";

export interface ProjectOptions extends MonarchShapeOptions {
  /** Projects onto M = P L P R P instead of M = P L P R. */
  readonly inputPermutation: boolean;
  /** Ends the projection with its reason. */
  readonly signal?: AbortSignal;
  /** Called now and then with the part that is done, 0 .. 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Multiplications between two looks at the signal, some hundredths of a second. */
const multiplicationsPerTurn = 2 ** 24;

/**
 * The Monarch matrices nearest to a weight in the Frobenius norm (Dao et al., ICML 2022, theorem 1).
 * The slice of a pair (k, l) holds the entries (s * b + l, k * b + p), a b x b matrix over s and p;
 * its best rank-1 approximation gives left[l, :, k] and right[k, l, :], the square root of the
 * singular value to each.
 * @throws InputError for a shape that does not fit or a weight that is not finite
 */
export async function projectWeight(
  weight: DenseWeight,
  options: ProjectOptions,
): Promise<Projection> {
  options.signal?.throwIfAborted();
  const shape = planMonarch(weight.name, weight.outputs, weight.inputs, options);
  const { blockSize, tileRows, tileColumns } = shape;
  const find = rankOneFinder(blockSize);
  const slice = new Float64Array(blockSize * blockSize);
  const slices = tileRows * tileColumns * blockSize ** 2;
  const slicesPerTurn = Math.ceil(multiplicationsPerTurn / (8 * blockSize ** 3));
  const tiles: Monarch[] = [];
  let [done, normSquared, residualSquared] = [0, 0, 0];
  for (let tile = 0; tile < tileRows * tileColumns; tile++) {
    const monarch = emptyMonarch(blockSize, options.inputPermutation);
    for (let k = 0; k < blockSize; k++) {
      for (let l = 0; l < blockSize; l++) {
        normSquared += cutSlice(weight, shape, tile, monarch, k, l, slice);
        residualSquared += storeSlice(monarch, k, l, slice, find(slice));
        done++;
        if (done % slicesPerTurn === 0) {
          options.onProgress?.(done / slices);
          await setImmediate();
          options.signal?.throwIfAborted();
        }
      }
    }
    tiles.push(monarch);
  }
  options.onProgress?.(1);
  return { shape, tiles, normSquared, residualSquared };
}

function emptyMonarch(blockSize: number, inputPermutation: boolean): Monarch {
  const left = new Float64Array(blockSize ** 3);
  const right = new Float64Array(blockSize ** 3);
  return { blockSize, left, right, inputPermutation };
}

/**
 * Copies the slice (k, l) of a tile, zeros where the tile is larger than the weight.
 * @returns its squared norm
 */
function cutSlice(
  { name, inputs, outputs, values }: DenseWeight,
  { blockSize: b, order, tileColumns }: MonarchShape,
  tile: number,
  { inputPermutation }: Monarch,
  k: number,
  l: number,
  slice: Float64Array,
): number {
  const firstRow = Math.floor(tile / tileColumns) * order + l;
  const firstColumn = (tile % tileColumns) * order + (inputPermutation ? k : k * b);
  const step = inputPermutation ? b : 1;
  let normSquared = 0;
  for (let s = 0; s < b; s++) {
    const row = firstRow + s * b;
    for (let p = 0; p < b; p++) {
      const column = firstColumn + p * step;
      const value = row < outputs && column < inputs ? values[row * inputs + column] : 0;
      if (!Number.isFinite(value)) {
        throw new InputError(name, `${value} in row ${row}, column ${column}`);
      }
      slice[s * b + p] = value;
      normSquared += value * value;
    }
  }
  return normSquared;
}

/** @returns the squared norm of what the rank-1 approximation leaves of the slice */
function storeSlice(
  { blockSize: b, left, right }: Monarch,
  k: number,
  l: number,
  slice: Float64Array,
  { sigma, u, v }: RankOne,
): number {
  const share = Math.sqrt(sigma);
  for (let s = 0; s < b; s++) left[(l * b + s) * b + k] = share * u[s];
  for (let p = 0; p < b; p++) right[(k * b + l) * b + p] = share * v[p];
  let residualSquared = 0;
  for (let s = 0; s < b; s++) {
    for (let p = 0; p < b; p++) residualSquared += (slice[s * b + p] - sigma * u[s] * v[p]) ** 2;
  }
  return residualSquared;
}
