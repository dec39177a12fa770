import type { TokenIndex } from "../units";

/** Free text about a trace, from its metadata; absent keys are shown as unknown. */
export interface TraceFacts {
  readonly model?: string;
  readonly producer?: string;
  readonly source?: string;
  readonly license?: string;
  readonly textSource?: string;
  readonly rope?: string;
}

/** Which tensors a layer of the trace holds. */
export interface TraceLayer {
  /** The layer's id in its model; a trace may hold a subset. */
  readonly id: number;
  readonly hasKeys: boolean;
  readonly hasValues: boolean;
  readonly hasQueries: boolean;
  readonly hasSelection: boolean;
}

/** What the header of a `.kvtrace` file says; nothing here needed a read of tensor data. */
export interface TraceHeader {
  /** `"1"`, or undefined for a plain tensor dump whose facts were inferred from shapes. */
  readonly version?: string;
  /** Prompt tokens, P. */
  readonly promptTokens: number;
  /** Decode steps, S. */
  readonly decodeSteps: number;
  /** All tokens, T = P + S. */
  readonly tokens: number;
  /**
   * Query heads, Hq; a multiple of `kvHeads`. Equals `kvHeads` where the trace has neither queries
   * nor a recorded selection.
   */
  readonly queryHeads: number;
  /** KV heads, Hkv. Equals `queryHeads` where the trace has neither keys nor values. */
  readonly kvHeads: number;
  /** Head dimension, D. */
  readonly headDimension: number;
  /** Factor on q·k before the softmax. */
  readonly softmaxScale: number;
  /** Ascending by id. */
  readonly layers: readonly TraceLayer[];
  readonly hasTokenIds: boolean;
  readonly hasTokenText: boolean;
  readonly facts: TraceFacts;
  /** Names of tensors that the format does not know; kept and ignored. */
  readonly unknownTensors: readonly string[];
  /** Unknown tensors beside those named; absent where all are named. */
  readonly furtherTensors?: number;
}

/** The tokens that one query head read at each step, as recorded by an outside policy (CSR). */
export interface RecordedSelection {
  /** [S + 1]; step s holds tokens[offsets[s]] .. tokens[offsets[s + 1] - 1]. */
  readonly offsets: Float64Array;
  /** [nnz], ascending within a step. */
  readonly tokens: Int32Array;
}

/**
 * An open trace. Every read is one positioned read of one head, decoded to 32-bit floats.
 * Reads reject with an `InputError` when the file changed, is truncated, or holds non-finite values.
 */
export interface Trace {
  readonly header: TraceHeader;
  /** Keys of one KV head, row-major [T, D]. */
  keys(layer: number, kvHead: number): Promise<Float32Array>;
  /** Values of one KV head, row-major [T, D]. */
  values(layer: number, kvHead: number): Promise<Float32Array>;
  /** Queries of one query head, row-major [S, D]. */
  queries(layer: number, queryHead: number): Promise<Float32Array>;
  selection(layer: number, queryHead: number): Promise<RecordedSelection>;
  /** Ids of tokens `from` .. `to - 1` in the model's vocabulary; needs `hasTokenIds`. */
  tokenIds(from: TokenIndex, to: TokenIndex): Promise<Float64Array>;
  /** Text of tokens `from` .. `to - 1`; needs `hasTokenText`. */
  tokenText(from: TokenIndex, to: TokenIndex): Promise<readonly string[]>;
  /**
   * For the end of all that is made of what was read.
   * @throws FileChanged if the file is not what it was when it was opened; see `ByteSource`
   */
  checkContent(): Promise<void>;
  close(): Promise<void>;
}

/** A trace of which the header and the tokens are wanted, and no vectors. */
export type TokenTrace = Pick<
  Trace,
  "header" | "tokenIds" | "tokenText" | "checkContent" | "close"
>;

/** KV head that query head `queryHead` reads: floor(h / (Hq / Hkv)). */
export function kvHeadOf(header: TraceHeader, queryHead: number): number {
  return Math.floor(queryHead / (header.queryHeads / header.kvHeads));
}
