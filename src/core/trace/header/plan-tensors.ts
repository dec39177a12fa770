import { InputError } from "../../errors";
import { findSelectionFault } from "../check-selection";
import { encodeFloats } from "../encode-floats";
import type { TensorShape } from "./encode-header";
import { elementBytes, layerTensorName } from "../format";
import type { FloatType } from "../format";
import type { RecordedSelection } from "../trace";
import type { Rows, TraceContent, WritableHeader } from "../trace-content";

/** A tensor to be written: its header entry, and its bytes in order. */
export interface PlannedTensor extends TensorShape {
  chunks(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** The tensors of a trace, wide elements first, so that all of them lie at multiples of their width. */
export async function planTensors(
  header: WritableHeader,
  content: TraceContent,
  dataType: FloatType,
): Promise<PlannedTensor[]> {
  const tensors: PlannedTensor[] = [];
  if (header.hasTokenIds) tensors.push(planTokenIds(await promised(content, "tokenIds")()));
  if (header.hasTokenText) tensors.push(...planTokenText(await promised(content, "tokenText")()));
  for (const layer of header.layers) {
    if (layer.hasKeys) tensors.push(planFloats(header, content, dataType, layer.id, "keys"));
    if (layer.hasValues) tensors.push(planFloats(header, content, dataType, layer.id, "values"));
    if (layer.hasQueries) tensors.push(planFloats(header, content, dataType, layer.id, "queries"));
    if (layer.hasSelection) tensors.push(...(await planSelection(header, content, layer.id)));
  }
  const width = ({ dtype }: PlannedTensor) => elementBytes.get(dtype)!;
  return tensors.sort((a, b) => width(b) - width(a));
}

function promised<Name extends keyof TraceContent>(
  content: TraceContent,
  name: Name,
): NonNullable<TraceContent[Name]> {
  const method = content[name];
  if (method === undefined) throw new Error(`the header announces ${name}, the content has none`);
  return method.bind(content) as NonNullable<TraceContent[Name]>;
}

function planFloats(
  { queryHeads, kvHeads, promptTokens, decodeSteps, headDimension }: WritableHeader,
  content: TraceContent,
  dtype: FloatType,
  layer: number,
  kind: "keys" | "values" | "queries",
): PlannedTensor {
  const heads = kind === "queries" ? queryHeads : kvHeads;
  const rows = kind === "queries" ? decodeSteps : promptTokens + decodeSteps;
  const name = layerTensorName(layer, kind);
  const rowsOf: (layer: number, head: number) => Rows = promised(content, kind);
  return {
    name,
    dtype,
    shape: [heads, rows, headDimension],
    async *chunks() {
      for (let head = 0; head < heads; head++) {
        let done = 0;
        for await (const floats of rowsOf(layer, head)) {
          yield encodeFloats(name, floats, dtype);
          done += floats.length;
        }
        if (done !== rows * headDimension) {
          throw new Error(`${name}: head ${head} has ${done} numbers of ${rows * headDimension}`);
        }
      }
    },
  };
}

async function planSelection(
  { queryHeads, decodeSteps, promptTokens }: WritableHeader,
  content: TraceContent,
  layer: number,
): Promise<PlannedTensor[]> {
  const selectionOf = promised(content, "selection");
  const name = layerTensorName(layer, "selected_tokens");
  const offsets = new BigInt64Array(queryHeads * decodeSteps + 1);
  for (let head = 0; head < queryHeads; head++) {
    const selection = await selectionOf(layer, head);
    checkSelection(name, selection, decodeSteps, promptTokens);
    const before = offsets[head * decodeSteps];
    for (let step = 1; step <= decodeSteps; step++) {
      offsets[head * decodeSteps + step] = before + BigInt(selection.offsets[step]);
    }
  }
  return [
    planArray(layerTensorName(layer, "selected_offsets"), "I64", offsets),
    {
      name,
      dtype: "I32",
      shape: [Number(offsets.at(-1))],
      async *chunks() {
        for (let head = 0; head < queryHeads; head++) {
          yield bytesOf((await selectionOf(layer, head)).tokens);
        }
      },
    },
  ];
}

function checkSelection(
  name: string,
  selection: RecordedSelection,
  steps: number,
  promptTokens: number,
): void {
  const { offsets, tokens } = selection;
  if (offsets.length !== steps + 1 || offsets[0] !== 0 || offsets[steps] !== tokens.length) {
    throw new Error(`${name}: the offsets do not span ${steps} steps and every token`);
  }
  const fault = findSelectionFault(selection, promptTokens);
  if (fault !== undefined) throw new InputError(name, fault.reason);
}

function planTokenIds(ids: Float64Array): PlannedTensor {
  const small = Int32Array.from(ids);
  return ids.every((id, i) => id === small[i])
    ? planArray("tokens", "I32", small)
    : planArray("tokens", "I64", BigInt64Array.from(ids, BigInt));
}

function planTokenText(text: readonly string[]): PlannedTensor[] {
  const words = text.map((word) => new TextEncoder().encode(word));
  const offsets = new BigInt64Array(words.length + 1);
  for (const [i, word] of words.entries()) offsets[i + 1] = offsets[i] + BigInt(word.length);
  const bytes = new Uint8Array(Buffer.concat(words));
  return [planArray("token_text_offsets", "I64", offsets), planArray("token_text", "U8", bytes)];
}

type TypedArray = Uint8Array | Int32Array | BigInt64Array;

function planArray(name: string, dtype: string, array: TypedArray): PlannedTensor {
  return {
    name,
    dtype,
    shape: [array.length],
    chunks: () => [bytesOf(array)],
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: TypedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
