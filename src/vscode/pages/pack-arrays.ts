/** A typed array of whatever kind. */
type TypedArray = Exclude<NodeJS.ArrayBufferView, DataView>;

/** Where an array may start in a buffer, whatever its kind: a multiple of the largest element. */
const alignment = 8;

/**
 * The same message with all of its arrays in one buffer. The editor sends the buffers of a message
 * beside it and counts them in one byte, so that of more than 253 some are lost without a word; and
 * it sends a buffer whole, however little of it an array views.
 */
export function packArrays(message: unknown): unknown {
  const arrays = [...new Set(arraysIn(message))];
  const isPacked = arrays.every(({ byteLength, buffer }) => byteLength === buffer.byteLength);
  if (arrays.length < 2 && isPacked) return message;
  const starts = startsOf(arrays);
  const buffer = new ArrayBuffer(starts[arrays.length]);
  const packed = new Map(arrays.map((array, at) => [array, copyInto(buffer, starts[at], array)]));
  return withArrays(message, packed);
}

function arraysIn(value: unknown): TypedArray[] {
  if (isTypedArray(value)) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(arraysIn) : [];
}

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Where each array starts when they lie one after the other; last, where the next one would. */
function startsOf(arrays: readonly TypedArray[]): number[] {
  const starts = [0];
  for (const [at, { byteLength }] of arrays.entries()) {
    starts.push(starts[at] + Math.ceil(byteLength / alignment) * alignment);
  }
  return starts;
}

function copyInto(buffer: ArrayBuffer, start: number, array: TypedArray): TypedArray {
  const { byteOffset, byteLength, length } = array;
  new Uint8Array(buffer, start).set(new Uint8Array(array.buffer, byteOffset, byteLength));
  const Kind = array.constructor as new (
    buffer: ArrayBuffer,
    start: number,
    length: number,
  ) => TypedArray;
  return new Kind(buffer, start, length);
}

function withArrays(value: unknown, arrays: ReadonlyMap<unknown, TypedArray>): unknown {
  const array = arrays.get(value);
  if (array) return array;
  if (Array.isArray(value)) return value.map((member) => withArrays(member, arrays));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withArrays(member, arrays)]),
  );
}
