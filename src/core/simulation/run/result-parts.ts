import { mostArrayBytes } from "./message-size";
import type { HeadResult } from "./result";

/** What a result takes beside its columns: their names, and where each lies in the message. */
const headBytes = 8_000;

/**
 * Cuts results into lists that fit into one message each, in order. A head of many steps comes in
 * several parts, which say by `fromStep` and `steps` what they hold; others stay as they are.
 * @param room bytes of the arrays of one message
 */
export function resultMessages(
  results: readonly HeadResult[],
  room = mostArrayBytes,
): HeadResult[][] {
  const messages: HeadResult[][] = [];
  let left = 0;
  for (const part of results.flatMap((result) => partsOfHead(result, room))) {
    const bytes = headBytes + part.steps * bytesPerStep(part);
    if (messages.length === 0 || bytes > left) {
      messages.push([]);
      left = room;
    }
    messages[messages.length - 1].push(part);
    left -= bytes;
  }
  return messages;
}

function partsOfHead(head: HeadResult, room: number): HeadResult[] {
  const { steps } = head;
  const rows = Math.max(1, Math.floor((room - headBytes) / bytesPerStep(head)));
  if (steps <= rows) return [head];
  return Array.from({ length: Math.ceil(steps / rows) }, (_, part) => {
    return stepsOf(head, part * rows, Math.min(steps, (part + 1) * rows));
  });
}

function bytesPerStep({ columns, unitsPerChannel, loads }: HeadResult): number {
  const ofColumns = Object.keys(columns).length * Float64Array.BYTES_PER_ELEMENT;
  const ofLoads = Object.keys(loads).length * Float32Array.BYTES_PER_ELEMENT;
  return ofColumns + ofLoads * unitsPerChannel;
}

/** Rows `from` .. `to - 1` in arrays of their own: a view would be sent with all that it views. */
function stepsOf(head: HeadResult, from: number, to: number): HeadResult {
  const { unitsPerChannel, columns, loads } = head;
  const columnsThere = Object.entries(columns).map(([name, column]) => {
    return [name, column.slice(from, to)];
  });
  const loadsThere = Object.entries(loads).map(([name, load]) => {
    return [name, load.slice(from * unitsPerChannel, to * unitsPerChannel)];
  });
  return {
    ...head,
    fromStep: head.fromStep + from,
    steps: to - from,
    columns: Object.fromEntries(columnsThere) as HeadResult["columns"],
    loads: Object.fromEntries(loadsThere) as HeadResult["loads"],
  };
}
