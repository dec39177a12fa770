/** A value at every step, one line per run. */
export interface StepLinesContent {
  readonly label: string;
  readonly unit: string;
  readonly lines: readonly { readonly label: string; readonly values: Float64Array }[];
  /** Step of the first value; 0 where absent. */
  readonly fromStep?: number;
  /** The shown step, marked. */
  readonly step: number;
}
