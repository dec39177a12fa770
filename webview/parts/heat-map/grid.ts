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
