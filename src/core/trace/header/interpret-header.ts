import { InputError } from "../../errors";
import { Dimension } from "../dimension";
import type { Claim } from "../dimension";
import { allowedTypes, knownName, lengthPrefixBytes, metadataKeys, metadataName } from "../format";
import type { FileHeader, LayerTensor, TensorEntry, TokenTensor } from "../format";
import { readFacts, readMetadata } from "./metadata";
import { fieldText } from "../field-text";
import type { TraceHeader } from "../trace";

/** Which entry of the file holds what. */
export interface TraceTensors {
  readonly layers: ReadonlyMap<number, Partial<Record<LayerTensor, TensorEntry>>>;
  readonly token: Partial<Record<TokenTensor, TensorEntry>>;
}

interface Dimensions {
  readonly kvHeads: Dimension;
  readonly queryHeads: Dimension;
  readonly tokens: Dimension;
  readonly steps: Dimension;
  readonly headDimension: Dimension;
}

/**
 * Gives the tensors of a file their meaning, and checks that they agree with each other.
 * @throws InputError naming the tensor or metadata key and its byte offset
 */
export function interpretHeader(file: FileHeader): { header: TraceHeader; tensors: TraceTensors } {
  const { tensors, unknown } = sortTensors(file.tensors);
  const metadata = readMetadata(file.metadata);
  const dimensions: Dimensions = {
    kvHeads: new Dimension("number of KV heads", 1),
    queryHeads: new Dimension("number of query heads", 1),
    tokens: new Dimension("number of tokens T", 1),
    steps: new Dimension("number of decode steps S", 0),
    headDimension: new Dimension("head dimension D", 1),
  };
  holdFloats(tensors, dimensions);
  if (metadata.decodeSteps !== undefined) {
    const { value, at: offset } = metadata.decodeSteps;
    const key = `${metadataName}.${metadataKeys.decodeSteps}`;
    dimensions.steps.hold({ value, source: key, field: key, offset });
  }
  holdUntold(dimensions.kvHeads, metadataKeys.kvHeads, metadata.kvHeads);
  holdUntold(dimensions.headDimension, metadataKeys.headDimension, metadata.headDimension);
  holdTokens(tensors, dimensions);
  const { promptTokens, decodeSteps } = splitTokens(dimensions, metadata.promptTokens);
  holdSelections(tensors, decodeSteps, dimensions);
  const { queryHeads, kvHeads } = headCounts(dimensions);
  const headDimension = known(dimensions.headDimension, "head dimension");
  return {
    tensors,
    header: {
      ...(metadata.version === undefined ? {} : { version: metadata.version }),
      promptTokens,
      decodeSteps,
      tokens: promptTokens + decodeSteps,
      queryHeads,
      kvHeads,
      headDimension,
      softmaxScale: metadata.softmaxScale ?? 1 / Math.sqrt(headDimension),
      layers: [...tensors.layers]
        .map(([id, layer]) => ({
          id,
          hasKeys: layer.keys !== undefined,
          hasValues: layer.values !== undefined,
          hasQueries: layer.queries !== undefined,
          hasSelection: layer.selected_tokens !== undefined,
        }))
        .sort((a, b) => a.id - b.id),
      hasTokenIds: tensors.token.tokens !== undefined,
      hasTokenText: tensors.token.token_text !== undefined,
      facts: readFacts(file.metadata),
      unknownTensors: unknown,
    },
  };
}

function sortTensors(entries: readonly TensorEntry[]): {
  tensors: TraceTensors;
  unknown: readonly string[];
} {
  const layers = new Map<number, Partial<Record<LayerTensor, TensorEntry>>>();
  const token: Partial<Record<TokenTensor, TensorEntry>> = {};
  const unknown: string[] = [];
  for (const entry of entries) {
    const meaning = knownName(entry.name);
    if (meaning === undefined) {
      unknown.push(entry.name);
      continue;
    }
    checkType(entry, meaning.kind);
    if (meaning.layer === undefined) {
      token[meaning.kind] = entry;
    } else {
      const layer = layers.get(meaning.layer) ?? {};
      layer[meaning.kind] = entry;
      layers.set(meaning.layer, layer);
    }
  }
  if (layers.size === 0) {
    const reason = "the file holds no layers.N.keys, values, queries or selected tokens";
    throw new InputError("layers", reason, { offset: lengthPrefixBytes });
  }
  for (const layer of layers.values()) {
    checkPair(layer.selected_offsets, layer.selected_tokens, "selected_tokens");
    checkPair(layer.selected_tokens, layer.selected_offsets, "selected_offsets");
  }
  checkPair(token.token_text_offsets, token.token_text, "token_text");
  checkPair(token.token_text, token.token_text_offsets, "token_text_offsets");
  return { tensors: { layers, token }, unknown };
}

function checkType({ name, dtype, dtypeAt }: TensorEntry, kind: LayerTensor | TokenTensor): void {
  const allowed = allowedTypes[kind];
  if (allowed.includes(dtype)) return;
  throw new InputError(`${name}.dtype`, `${fieldText(dtype)} is not ${allowed.join(" or ")}`, {
    offset: dtypeAt,
  });
}

function checkPair(
  one: TensorEntry | undefined,
  other: TensorEntry | undefined,
  otherKind: LayerTensor | TokenTensor,
): void {
  if (one === undefined || other !== undefined) return;
  throw new InputError(one.name, `is there without ${otherKind}`, { offset: one.nameAt });
}

/** Keys and values are [Hkv, T, D], queries [Hq, S, D]. */
function holdFloats({ layers }: TraceTensors, dimensions: Dimensions): void {
  const { kvHeads, queryHeads, tokens, steps, headDimension } = dimensions;
  for (const { keys, values, queries } of layers.values()) {
    for (const entry of [keys, values]) {
      holdShape(entry, "[KV heads, T, D]", [kvHeads, tokens, headDimension]);
    }
    holdShape(queries, "[query heads, S, D]", [queryHeads, steps, headDimension]);
  }
}

function holdTokens({ token }: TraceTensors, { tokens }: Dimensions): void {
  holdShape(token.tokens, "[T]", [tokens]);
  const { token_text_offsets: offsets, token_text: text } = token;
  if (offsets !== undefined) {
    checkRank(offsets, "[T + 1]", 1);
    tokens.hold(shapeClaim(offsets, offsets.shape[0] - 1));
  }
  if (text !== undefined) checkRank(text, "[bytes]", 1);
}

function holdSelections({ layers }: TraceTensors, steps: number, { queryHeads }: Dimensions): void {
  for (const { selected_offsets: offsets, selected_tokens: tokens } of layers.values()) {
    if (tokens !== undefined) checkRank(tokens, "[selected tokens]", 1);
    if (offsets === undefined) continue;
    checkRank(offsets, "[query heads * S + 1]", 1);
    const heads = (offsets.shape[0] - 1) / steps;
    if (!Number.isInteger(heads) || heads < 1) {
      const reason = `${offsets.shape[0]} is not query heads * S + 1 with S = ${steps}`;
      throw new InputError(`${offsets.name}.shape`, reason, { offset: offsets.shapeAt });
    }
    queryHeads.hold(shapeClaim(offsets, heads));
  }
}

function holdShape(entry: TensorEntry | undefined, form: string, axes: readonly Dimension[]): void {
  if (entry === undefined) return;
  checkRank(entry, form, axes.length);
  for (const [i, axis] of axes.entries()) {
    axis.hold(shapeClaim(entry, entry.shape[i]));
  }
}

/** Takes from the metadata what no shape tells. */
function holdUntold(
  dimension: Dimension,
  key: string,
  told: { readonly value: number; readonly at: number } | undefined,
): void {
  if (dimension.value !== undefined || told === undefined) return;
  const field = `${metadataName}.${key}`;
  dimension.hold({ value: told.value, source: field, field, offset: told.at });
}

function shapeClaim({ name, shapeAt }: TensorEntry, value: number): Claim {
  return { value, source: name, field: `${name}.shape`, offset: shapeAt };
}

function checkRank({ name, shape, shapeAt }: TensorEntry, form: string, rank: number): void {
  if (shape.length === rank) return;
  const reason = `must be ${form}, not ${shape.length} dimensions`;
  throw new InputError(`${name}.shape`, reason, { offset: shapeAt });
}

/** P and S out of T, S and what the metadata says; two of the three give the third. */
function splitTokens(
  { tokens, steps }: Dimensions,
  prompt: { readonly value: number; readonly at: number } | undefined,
): { promptTokens: number; decodeSteps: number } {
  if (tokens.value === undefined && (prompt === undefined || steps.value === undefined)) {
    const reason = "unknown: no keys, values or tokens, and no prompt_tokens and decode_steps";
    throw new InputError("number of tokens T", reason, { offset: lengthPrefixBytes });
  }
  const total = tokens.value ?? prompt!.value + steps.value!;
  const decodeSteps = steps.value ?? total - (prompt?.value ?? total);
  const promptTokens = prompt?.value ?? total - decodeSteps;
  if (promptTokens < 0 || decodeSteps < 0 || promptTokens + decodeSteps !== total) {
    const reason =
      prompt === undefined
        ? `${decodeSteps} decode steps are more than ${total} tokens`
        : `${prompt.value} prompt tokens and ${decodeSteps} decode steps are not ${total} tokens`;
    const field =
      prompt === undefined ? steps.claim!.field : `${metadataName}.${metadataKeys.promptTokens}`;
    throw new InputError(field, reason, { offset: prompt?.at ?? steps.claim!.offset });
  }
  return { promptTokens, decodeSteps };
}

/** Hq and Hkv; where only one of them is told, every query head has its own KV head. */
function headCounts(dimensions: Dimensions): { queryHeads: number; kvHeads: number } {
  const kvHeads = dimensions.kvHeads.value ?? known(dimensions.queryHeads, "number of heads");
  const teller = dimensions.queryHeads.claim;
  if (teller !== undefined && teller.value % kvHeads !== 0) {
    const reason = `${teller.value} query heads are not a multiple of ${kvHeads} KV heads`;
    throw new InputError(teller.field, reason, { offset: teller.offset });
  }
  return { queryHeads: teller?.value ?? kvHeads, kvHeads };
}

function known({ value }: Dimension, name: string): number {
  if (value !== undefined) return value;
  throw new InputError(name, "unknown: no layer has keys, values or queries", {
    offset: lengthPrefixBytes,
  });
}
