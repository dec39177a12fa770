import { bytesPerRow, sliceColumns } from "../../columns";
import { mostArrayBytes, rowRanges } from "../../message-size";
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
  const ranges = rowRanges(head.steps, bytesPerStep(head), room - headBytes);
  return ranges.length === 1 ? [head] : ranges.map(({ from, to }) => stepsOf(head, from, to));
}

function bytesPerStep({ columns, unitsPerChannel, loads }: HeadResult): number {
  return bytesPerRow(columns) + unitsPerChannel * bytesPerRow(loads);
}

function stepsOf(head: HeadResult, from: number, to: number): HeadResult {
  const { unitsPerChannel, columns, loads } = head;
  return {
    ...head,
    fromStep: head.fromStep + from,
    steps: to - from,
    columns: sliceColumns(columns, from, to),
    loads: sliceColumns(loads, from * unitsPerChannel, to * unitsPerChannel),
  };
}
