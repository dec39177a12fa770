/** One row of a table, in words. */
export interface TableRow {
  readonly head: string | RowHead;
  readonly cells: readonly (string | RatioCell)[];
  /** Set apart: the row that is selected elsewhere on the page. */
  readonly marked?: boolean;
}

/** The head of a row that can be picked, or of which more is to be said. */
export interface RowHead {
  readonly text: string;
  /** Below the text. */
  readonly note: string;
  /** Makes the text a button. */
  readonly pick?: { readonly id: string; readonly isPicked: boolean; readonly onPick: () => void };
}

/** A value, and below it how many times another that is; empty where that says nothing. */
export interface RatioCell {
  readonly value: string;
  readonly ratio: string;
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
  readonly meaning?: string | undefined;
  /** Makes the heading a button. */
  readonly sort?: ColumnSort;
}

export interface ColumnSort {
  readonly id: string;
  readonly direction: "ascending" | "descending" | "none";
  readonly onSort: () => void;
}
