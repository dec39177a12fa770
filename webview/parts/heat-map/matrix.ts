/** A cell of a heat map. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Size of something in cells or in pixels. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/** A table of numbers to draw, row-major [rows, columns]; NaN where there is none. */
export interface Matrix extends Grid {
  readonly values: Float32Array;
}
