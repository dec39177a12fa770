import { joinColumns } from "../../../src/shared/columns";
import type { ClusterSource, DetailPart, SelectionRequest } from "../../../src/shared/protocol";

/** What a run reads for one query head at some steps, all tokens of a step in one piece (CSR). */
export interface SelectionSet {
  readonly request: SelectionRequest;
  readonly clusterSource: ClusterSource;
  /** Of the run's device. */
  readonly slotsPerLine: number;
  /** [steps + 1]; row r is step `request.fromStep + r`. */
  readonly offsets: Uint32Array;
  /** Ascending within a step, [entries]. */
  readonly tokens: Uint32Array;
  /** Full softmax mass, [entries]; NaN where the trace does not allow it. */
  readonly mass: Float32Array;
  readonly slots: Uint32Array;
  /** -1 for a token in no cluster, [entries]. */
  readonly clusters: Int32Array;
  /** Slots in use at each step, [steps]. */
  readonly slotCounts: Uint32Array;
}

/** Joins the parts of a selection, of which there is one at least. */
export function joinSelection(request: SelectionRequest, all: readonly DetailPart[]): SelectionSet {
  const parts = all.filter((part) => part.kind === "selection");
  const steps = request.toStep - request.fromStep;
  const offsets = new Uint32Array(steps + 1);
  const slotCounts = new Uint32Array(steps);
  let before = 0;
  for (const part of parts) {
    const first = part.firstStep - request.fromStep;
    // Only the end of a step is written, so that a step may go on in the next part.
    part.slotCounts.forEach((slotCount, row) => {
      slotCounts[first + row] = slotCount;
      offsets[first + row + 1] = before + part.offsets[row + 1];
    });
    before += part.tokens.length;
  }
  const entries = joinColumns(
    parts.map(({ tokens, mass, slots, clusters }) => ({ tokens, mass, slots, clusters })),
  );
  const { clusterSource, slotsPerLine } = parts[0];
  return { request, clusterSource, slotsPerLine, offsets, ...entries, slotCounts };
}

/** Where the entry of a token lies at a step; undefined where the token was not read. */
export function findEntry(set: SelectionSet, step: number, token: number): number | undefined {
  const row = step - set.request.fromStep;
  if (row < 0 || row + 1 >= set.offsets.length) return undefined;
  let low = set.offsets[row];
  let high = set.offsets[row + 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (set.tokens[middle] < token) low = middle + 1;
    else high = middle;
  }
  return low < set.offsets[row + 1] && set.tokens[low] === token ? low : undefined;
}
