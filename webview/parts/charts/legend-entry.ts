/** A colour of a chart and what it stands for. */
export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  /** A mark on the bars instead of a part of them. */
  readonly isMark?: boolean;
  /** A part that is hatched. */
  readonly hatched?: boolean;
  /** Of a line; told apart by them on paper. */
  readonly dashes?: readonly number[];
}
