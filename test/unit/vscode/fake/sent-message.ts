/** Arguments of a call between the editor's processes that one byte can count, and the message's own. */
const countedArguments = 256;
const ownArguments = 2;

/**
 * A copy of a message as a page gets it: the editor sends array buffers beside the message and counts
 * them in one byte, and where one is lost its arrays are empty.
 */
export function asSent(message: unknown): unknown {
  const copy: unknown = structuredClone(message);
  const buffers = buffersIn(copy);
  if (buffers.length + ownArguments < countedArguments) return copy;
  const counted = (buffers.length + ownArguments) % countedArguments;
  const lost = new Set(buffers.slice(Math.max(0, counted - ownArguments)));
  return withoutBuffers(copy, lost);
}

/** Distinct buffers of all arrays in a value, in order. */
export function buffersIn(value: unknown): ArrayBufferLike[] {
  if (ArrayBuffer.isView(value)) return [value.buffer];
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap(buffersIn))];
}

function withoutBuffers(value: unknown, lost: ReadonlySet<ArrayBufferLike>): unknown {
  if (ArrayBuffer.isView(value)) {
    return lost.has(value.buffer) ? new (value.constructor as new () => unknown)() : value;
  }
  if (Array.isArray(value)) return value.map((member) => withoutBuffers(member, lost));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withoutBuffers(member, lost)]),
  );
}
