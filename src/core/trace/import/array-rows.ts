import { elementBytes } from "../format";
import type { ArrayEntry, ArrayFile } from "./array-file";

/** Rows of equal length that lie at equal distances in an array; all counts are elements. */
export interface ArrayRows {
  readonly array: ArrayEntry;
  readonly first: number;
  /** From one row to the next. */
  readonly stride: number;
  readonly length: number;
  readonly count: number;
}

/** About as much is held at a time. */
const blockBytes = 2 ** 20;

/**
 * Reads rows in order, a block of whole rows at a time, packed.
 * @param from the first row that is wanted
 */
export async function* readRows(
  file: ArrayFile,
  { array, first, stride, length, count }: ArrayRows,
  from = 0,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const width = elementBytes.get(array.dtype)!;
  const block = Math.max(1, Math.floor(blockBytes / (stride * width)));
  for (let row = from; row < count; row += block) {
    const rows = Math.min(block, count - row);
    const span = (rows - 1) * stride + length;
    const bytes = await file.read(array, first + row * stride, span);
    yield stride === length ? bytes : pack(bytes, rows, stride * width, length * width);
  }
}

function pack(bytes: Uint8Array, rows: number, stride: number, length: number) {
  const packed = new Uint8Array(rows * length);
  for (let row = 0; row < rows; row++) {
    packed.set(bytes.subarray(row * stride, row * stride + length), row * length);
  }
  return packed;
}
