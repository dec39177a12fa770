import { joinColumns } from "../../../src/shared/columns";
import type { ClusterSource, DetailPart, SelectionRequest } from "../../../src/shared/protocol";

/** Some tokens of each step, all those of a step in one piece (CSR). */
export interface StepTokens {
  /** [steps + 1]; row r is step `request.fromStep + r`. */
  readonly offsets: Uint32Array;
  /** Ascending within a step, [entries]. */
  readonly tokens: Uint32Array;
  /** Full softmax mass, [entries]; NaN where the trace does not allow it. */
  readonly mass: Float32Array;
  readonly slots: Uint32Array;
  /** -1 for a token in no cluster, [entries]. */
  readonly clusters: Int32Array;
  /** Full softmax mass of all tokens of each step, listed or not, [steps]; NaN where not known. */
  readonly totals: Float64Array;
}

/** What a run reads for one query head at some steps, and what it misses. */
export interface SelectionSet extends StepTokens {
  readonly request: SelectionRequest;
  readonly clusterSource: ClusterSource;
  /** Of the run's device. */
  readonly slotsPerLine: number;
  /** The heaviest tokens that were not read; `totals` are of all of them. */
  readonly missed: StepTokens;
  /** Cluster of each token at the last step, [context]; -1 for one in none. */
  readonly clusterOf: Int32Array;
  /** Slot of each token at the last step, [context]. */
  readonly slotOf: Uint32Array;
}

type Part = Extract<DetailPart, { readonly kind: "selection" }>;

/** Joins the parts of a selection, of which there is one at least. */
export function joinSelection(request: SelectionRequest, all: readonly DetailPart[]): SelectionSet {
  const parts = all.filter((part) => part.kind === "selection");
  const { clusterSource, slotsPerLine } = parts[0];
  const of = (which: Part["of"]) =>
    joinSteps(
      request,
      parts.filter((part) => part.of === which),
    );
  const places = joinColumns(
    all.flatMap((part) => {
      if (part.kind !== "tokenPlaces") return [];
      return [{ clusterOf: part.clusters, slotOf: part.slots }];
    }),
  );
  return { request, clusterSource, slotsPerLine, ...of("read"), missed: of("missed"), ...places };
}

function joinSteps(request: SelectionRequest, parts: readonly Part[]): StepTokens {
  const steps = request.toStep - request.fromStep;
  const offsets = new Uint32Array(steps + 1);
  const totals = new Float64Array(steps);
  let before = 0;
  for (const part of parts) {
    const first = part.firstStep - request.fromStep;
    // Only the end of a step is written, so that a step may go on in the next part.
    part.totals.forEach((total, row) => {
      totals[first + row] = total;
      offsets[first + row + 1] = before + part.offsets[row + 1];
    });
    before += part.tokens.length;
  }
  const entries = joinColumns(
    parts.map(({ tokens, mass, slots, clusters }) => ({ tokens, mass, slots, clusters })),
  );
  return { offsets, ...entries, totals };
}

/** One token at one step. */
export interface TokenAtStep {
  readonly isRead: boolean;
  readonly mass: number;
  readonly slot: number;
  /** -1 for one in no cluster. */
  readonly cluster: number;
}

/** A token at a step where it was read or is among those listed as missed; else undefined. */
export function findToken(set: SelectionSet, step: number, token: number): TokenAtStep | undefined {
  const row = step - set.request.fromStep;
  for (const tokens of [set, set.missed]) {
    const entry = findEntry(tokens, row, token);
    if (entry === undefined) continue;
    const { mass, slots, clusters } = tokens;
    const isRead = tokens === set;
    return { isRead, mass: mass[entry], slot: slots[entry], cluster: clusters[entry] };
  }
  return undefined;
}

function findEntry({ offsets, tokens }: StepTokens, row: number, token: number) {
  if (row < 0 || row + 1 >= offsets.length) return undefined;
  let low = offsets[row];
  let high = offsets[row + 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens[middle] < token) low = middle + 1;
    else high = middle;
  }
  return low < offsets[row + 1] && tokens[low] === token ? low : undefined;
}
