import type { Monarch } from "./monarch";
import { multiplyMonarch } from "./fold";
import type { MonarchShape } from "./shape";

/** A weight as trained: y = W x. */
export interface DenseWeight {
  /** As shown in messages. */
  readonly name: string;
  readonly outputs: number;
  readonly inputs: number;
  /** Row-major [outputs, inputs]. */
  readonly values: Float32Array | Float64Array;
}

/** A weight as Monarch matrices. */
export interface MonarchWeight {
  readonly shape: MonarchShape;
  /** Row-major [tile rows, tile columns]. */
  readonly tiles: readonly Monarch[];
}

/**
 * y = M x, tile by tile.
 * @param x [inputs]
 * @returns [outputs]
 */
export function multiplyMonarchWeight({ shape, tiles }: MonarchWeight, x: Float64Array) {
  const { outputs, inputs, order, tileRows, tileColumns } = shape;
  const padded = new Float64Array(tileColumns * order);
  padded.set(x.subarray(0, inputs));
  const y = new Float64Array(tileRows * order);
  for (const [tile, monarch] of tiles.entries()) {
    const column = (tile % tileColumns) * order;
    const row = Math.floor(tile / tileColumns) * order;
    const part = multiplyMonarch(monarch, padded.subarray(column, column + order));
    for (let i = 0; i < order; i++) y[row + i] += part[i];
  }
  return y.subarray(0, outputs);
}

/**
 * y = W x.
 * @param x [inputs]
 * @returns [outputs]
 */
export function multiplyDenseWeight({ outputs, inputs, values }: DenseWeight, x: Float64Array) {
  const y = new Float64Array(outputs);
  for (let row = 0; row < outputs; row++) {
    let sum = 0;
    for (let column = 0; column < inputs; column++)
      sum += values[row * inputs + column] * x[column];
    y[row] = sum;
  }
  return y;
}
