import { InputError } from "../errors";
import { findSelectionFault } from "./check-selection";
import type { TensorEntry } from "./format";
import type { TensorReader } from "./tensor-reader";
import type { RecordedSelection, TraceHeader } from "./trace";

/**
 * Reads and checks the recorded selection of one query head: rows h * S .. h * S + S - 1 of a CSR
 * matrix whose columns are tokens.
 * @throws InputError naming the tensor and the byte offset of the first wrong number
 */
export async function readSelection(
  reader: TensorReader,
  offsetsEntry: TensorEntry,
  tokensEntry: TensorEntry,
  { queryHeads, decodeSteps, promptTokens }: TraceHeader,
  queryHead: number,
): Promise<RecordedSelection> {
  const row = queryHead * decodeSteps;
  const bytes = await reader.elements(offsetsEntry, row, decodeSteps + 1);
  const absolute = Float64Array.from(new BigInt64Array(bytes.buffer), Number);
  const refuseOffset = (index: number, reason: string): never => {
    throw new InputError(offsetsEntry.name, `row ${row + index}: ${reason}`, {
      offset: reader.position(offsetsEntry, row + index),
    });
  };
  const [all] = tokensEntry.shape;
  const wrong = absolute.findIndex((offset, i) => offset < (absolute[i - 1] ?? 0) || offset > all);
  if (wrong >= 0) {
    refuseOffset(wrong, `${absolute[wrong]} does not ascend within 0 .. ${all}`);
  }
  const first = absolute[0];
  const last = absolute[decodeSteps];
  if (queryHead === 0 && first !== 0) refuseOffset(0, `${first} instead of 0`);
  if (queryHead === queryHeads - 1 && last !== all) {
    refuseOffset(decodeSteps, `${last} instead of the number of selected tokens, ${all}`);
  }
  const tokenBytes = await reader.elements(tokensEntry, first, last - first);
  const tokens = new Int32Array(tokenBytes.buffer);
  const selection = { offsets: absolute.map((offset) => offset - first), tokens };
  const fault = findSelectionFault(selection, promptTokens);
  if (fault !== undefined) {
    throw new InputError(tokensEntry.name, `query head ${queryHead}: ${fault.reason}`, {
      offset: reader.position(tokensEntry, first + fault.index),
    });
  }
  return selection;
}
