import type { RecordedSelection, TraceHeader } from "./trace";

/** Rows of one head in order, in runs of any length: together row-major [rows, D]. */
export type Rows = Iterable<Float32Array> | AsyncIterable<Float32Array>;

/** What a trace to be written says about itself; the rest of a header follows from it. */
export type WritableHeader = Omit<
  TraceHeader,
  "version" | "tokens" | "unknownTensors" | "furtherTensors"
>;

/**
 * The numbers of a trace to be written. Only what its header announces is asked for; a selection
 * is asked for twice. A run of rows belongs to whoever asked.
 */
export interface TraceContent {
  keys?(layer: number, kvHead: number): Rows;
  values?(layer: number, kvHead: number): Rows;
  queries?(layer: number, queryHead: number): Rows;
  selection?(layer: number, queryHead: number): Promise<RecordedSelection> | RecordedSelection;
  /** [T] */
  tokenIds?(): Promise<Float64Array> | Float64Array;
  /** [T] */
  tokenText?(): Promise<readonly string[]> | readonly string[];
}
