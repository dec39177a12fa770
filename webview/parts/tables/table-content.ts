/** One row of a table, in words. */
export interface TableRow {
  readonly head: string;
  readonly cells: readonly string[];
  /** Set apart: the row that is selected elsewhere on the page. */
  readonly marked?: boolean;
}

/** All that a table shows. */
export interface TableContent {
  readonly caption: string;
  /** First the heading of the row heads. */
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** The heading of a column. */
export interface TableColumn {
  readonly label: string;
  /** Of every cell below. */
  readonly unit?: string;
  /** Shown on hover. */
  readonly meaning?: string;
}
