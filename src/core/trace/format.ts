/**
 * The `.kvtrace` file, version 1: an ordinary safetensors file whose tensors have agreed names.
 *
 *   8 bytes   header length N, unsigned, little-endian
 *   N bytes   JSON: tensor name -> { dtype, shape, data_offsets }, `__metadata__` -> strings
 *   the rest  tensor data, row-major, little-endian, without holes or overlaps
 *
 * P prompt tokens, S decode steps, T = P + S tokens, Hq query heads, Hkv KV heads, D head dimension.
 * Query s sits at position P + s and attends the keys 0 .. P + s.
 */

/** Bytes before the header: its length. */
export const lengthPrefixBytes = 8;
/** A longer header is refused; the limit of the safetensors format itself. */
export const maxHeaderBytes = 100_000_000;
/** Header object, entry, list, number: nothing nests deeper. */
export const headerLevels = 4;
/** The version that this program reads and writes, as text in the metadata. */
export const formatVersion = "1";
/** Name of the header entry that holds texts instead of a tensor. */
export const metadataName = "__metadata__";

/** Types of keys, values and queries. */
export const floatTypes = ["F16", "BF16", "F32"] as const;
export type FloatType = (typeof floatTypes)[number];

/** Bytes of one element, for the safetensors types that fill whole bytes. */
export const elementBytes: ReadonlyMap<string, number> = new Map([
  ["BOOL", 1],
  ["U8", 1],
  ["I8", 1],
  ["F8_E4M3", 1],
  ["F8_E5M2", 1],
  ["F8_E8M0", 1],
  ["U16", 2],
  ["I16", 2],
  ["F16", 2],
  ["BF16", 2],
  ["U32", 4],
  ["I32", 4],
  ["F32", 4],
  ["U64", 8],
  ["I64", 8],
  ["F64", 8],
  ["C64", 8],
]);

/** Tensors of a layer. */
export type LayerTensor =
  /** float [Hkv, T, D]: keys as attended, after rotary embedding. */
  | "keys"
  /** float [Hkv, T, D] */
  | "values"
  /** float [Hq, S, D] */
  | "queries"
  /** I64 [Hq * S + 1], CSR: row h * S + s of a recorded selection ... */
  | "selected_offsets"
  /** I32 [nnz] ... holds the tokens that query head h read at step s, ascending. */
  | "selected_tokens";

/** Tensors of the whole trace. */
export type TokenTensor =
  /** I32 or I64 [T]: token ids. */
  | "tokens"
  /** I64 [T + 1]: where the text of each token begins ... */
  | "token_text_offsets"
  /** U8 [bytes] ... in the concatenated UTF-8 text. */
  | "token_text";

/** Types that a known tensor may have. */
export const allowedTypes: Readonly<Record<LayerTensor | TokenTensor, readonly string[]>> = {
  keys: floatTypes,
  values: floatTypes,
  queries: floatTypes,
  selected_offsets: ["I64"],
  selected_tokens: ["I32"],
  tokens: ["I32", "I64"],
  token_text_offsets: ["I64"],
  token_text: ["U8"],
};

/** Metadata keys with a meaning for reading; the others are free text. */
export const metadataKeys = {
  version: "kvtrace_version",
  promptTokens: "prompt_tokens",
  decodeSteps: "decode_steps",
  softmaxScale: "softmax_scale",
  /** Told by shapes as a rule: these two stand in for keys and queries in a trace without them. */
  kvHeads: "kv_heads",
  headDimension: "head_dimension",
} as const;

/** Metadata key of each free text in `TraceFacts`. */
export const factKeys = {
  model: "model",
  producer: "producer",
  source: "source",
  license: "license",
  textSource: "text_source",
  rope: "rope",
} as const;

/** What a tensor's name says; undefined for a name that the format does not know. */
export type KnownName =
  | { readonly kind: LayerTensor; readonly layer: number }
  | { readonly kind: TokenTensor; readonly layer?: undefined };

export function layerTensorName(layer: number, kind: LayerTensor): string {
  return `layers.${layer}.${kind}`;
}

/** Layer ids are plain decimals of at most nine digits: `layers.01.keys` is an unknown tensor. */
const layerName = /^layers\.(0|[1-9]\d{0,8})\.(.*)$/s;

export function knownName(name: string): KnownName | undefined {
  if (isTokenTensor(name)) return { kind: name };
  const [, layer, kind] = layerName.exec(name) ?? [];
  return isLayerTensor(kind) ? { kind, layer: Number(layer) } : undefined;
}

function isTokenTensor(name: string): name is TokenTensor {
  return name === "tokens" || name === "token_text_offsets" || name === "token_text";
}

function isLayerTensor(kind: string | undefined): kind is LayerTensor {
  return kind !== undefined && Object.hasOwn(allowedTypes, kind) && !isTokenTensor(kind);
}

/** A tensor as the header describes it. Positions count from the first byte of the file. */
export interface TensorEntry {
  readonly name: string;
  /** Where the name stands. */
  readonly nameAt: number;
  readonly dtype: string;
  readonly dtypeAt: number;
  readonly shape: readonly number[];
  readonly shapeAt: number;
  /** First byte and the byte after the last, counted from the end of the header. */
  readonly begin: number;
  readonly end: number;
  readonly rangeAt: number;
}

/** A text of the metadata and where it stands in the file. */
export interface MetadataText {
  readonly text: string;
  readonly at: number;
}

/** The header as written, its JSON checked, its meaning not yet. */
export interface FileHeader {
  readonly tensors: readonly TensorEntry[];
  readonly metadata: ReadonlyMap<string, MetadataText>;
  /** Where the tensor data begins. */
  readonly dataStart: number;
}
