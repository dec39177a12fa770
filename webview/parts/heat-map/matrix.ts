/** A table of numbers to draw, row-major [rows, columns]; NaN where there is none. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}
