import type { RunStyle } from "../../../src/shared/protocol";

/** A value at every step, one line per run; or over other places, where `axis` names them. */
export interface StepLinesContent {
  readonly label: string;
  readonly unit: string;
  readonly lines: readonly StepLine[];
  /** Step of the first value; 0 where absent. */
  readonly fromStep?: number;
  /** The shown step, marked. */
  readonly step: number;
  /** What lies from left to right instead of steps: as many names as the lines have values. */
  readonly axis?: { readonly title: string; readonly names: readonly string[] };
}

interface StepLine {
  readonly label: string;
  readonly values: Float64Array;
  /** Of the run that the line is of; other lines take the colours of parts, one after the other. */
  readonly style?: Pick<RunStyle, "colour">;
}
