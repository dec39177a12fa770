/** Bars side by side, each a sum of the same parts. */
export interface StackedBarsContent {
  /** Accessible name. */
  readonly label: string;
  /** Base unit of all values. */
  readonly unit: string;
  readonly bars: readonly string[];
  readonly parts: readonly BarPart[];
  /** A mark at a value of each bar. */
  readonly marks: { readonly label: string; readonly values: readonly number[] } | undefined;
}

interface BarPart {
  readonly label: string;
  /** Place in the palette. */
  readonly colour: number;
  /** One per bar; NaN where there is none. */
  readonly values: readonly number[];
}
