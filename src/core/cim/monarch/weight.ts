import type { Monarch } from "./monarch";
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
