import { InputError } from "../errors";
import type { TensorEntry } from "./format";
import type { TensorReader } from "./tensor-reader";

/** Ids of tokens `from` .. `to - 1`; 64-bit ids beyond 2^53 lose their last digits. */
export async function readTokenIds(
  reader: TensorReader,
  entry: TensorEntry,
  from: number,
  to: number,
): Promise<Float64Array> {
  const { buffer } = await reader.elements(entry, from, to - from);
  return entry.dtype === "I64"
    ? Float64Array.from(new BigInt64Array(buffer), Number)
    : Float64Array.from(new Int32Array(buffer));
}

/**
 * Text of tokens `from` .. `to - 1`. A token that is part of a character shows as U+FFFD.
 * @throws InputError where the offsets descend or leave the text
 */
export async function readTokenText(
  reader: TensorReader,
  offsetsEntry: TensorEntry,
  textEntry: TensorEntry,
  from: number,
  to: number,
): Promise<readonly string[]> {
  const { buffer } = await reader.elements(offsetsEntry, from, to - from + 1);
  const offsets = Array.from(new BigInt64Array(buffer), Number);
  const [all] = textEntry.shape;
  for (const [i, offset] of offsets.entries()) {
    const before = offsets[i - 1] ?? 0;
    if (offset >= before && offset <= all) continue;
    const reason = `${offset} at token ${from + i} does not ascend after ${before} within ${all}`;
    throw new InputError(offsetsEntry.name, reason, {
      offset: reader.position(offsetsEntry, from + i),
    });
  }
  const first = offsets[0];
  const bytes = await reader.elements(textEntry, first, offsets[to - from] - first);
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  return Array.from({ length: to - from }, (_, i) =>
    utf8.decode(bytes.subarray(offsets[i] - first, offsets[i + 1] - first)),
  );
}
