import type { TokenClusters } from "../clustering/token-clusters";
import type { Placement, PlacementId } from "./placement";

/** Slots of all tokens that are ever in a cluster. */
export interface ClusterLayout {
  readonly id: PlacementId;
  /** By token, sinks first. */
  readonly slotOf: Uint32Array;
  /** [windows + 1]: slots in use, padding included, when so many windows are complete. */
  readonly slotsUsed: Uint32Array;
  /** Tokens of the prompt that were moved after it was written. */
  readonly movedInPrompt: number;
}

/**
 * The placement of a layout: tokens that wait for their window to fill lie behind the clusters in
 * order of arrival, and move when they are clustered.
 */
export function placeClusters(
  clusters: TokenClusters,
  promptTokens: number,
  { id, slotOf, slotsUsed, movedInPrompt }: ClusterLayout,
): Placement {
  const movedUntil = countMoves(clusters, promptTokens, slotOf, slotsUsed);
  const firstWaitingSlot = (context: number): number => slotsUsed[clusters.windowCount(context)];
  return {
    id,
    slotCount: (context) => firstWaitingSlot(context) + context - clusters.clusteredTokens(context),
    locate(tokens, context, slots) {
      const clustered = clusters.clusteredTokens(context);
      const shift = firstWaitingSlot(context) - clustered;
      for (let i = 0; i < tokens.length; i++) {
        const token = tokens[i];
        slots[i] = token < clustered ? slotOf[token] : token + shift;
      }
    },
    movedTokens: (context) => movedInPrompt + movedUntil[clusters.windowCount(context)],
  };
}

/**
 * Clusters one behind the other, each from a multiple of `alignment` slots on, after the sinks.
 * @param order every cluster once; those of the prompt first
 */
export function contiguousSlots(
  { offsets, members, sinks, windowOffsets }: TokenClusters,
  order: Uint32Array,
  alignment: number,
): Pick<ClusterLayout, "slotOf" | "slotsUsed"> {
  const padded = (slots: number): number => Math.ceil(slots / alignment) * alignment;
  const slotOf = new Uint32Array(sinks + members.length);
  for (let token = 0; token < sinks; token++) slotOf[token] = token;
  let next = padded(sinks);
  for (const cluster of order) {
    const first = offsets[cluster];
    const size = offsets[cluster + 1] - first;
    for (let i = 0; i < size; i++) slotOf[members[first + i]] = next + i;
    next += padded(size);
  }
  const slotsUsed = new Uint32Array(windowOffsets.length).fill(padded(sinks), 0, 1);
  for (let w = 0; w + 1 < windowOffsets.length; w++) {
    slotsUsed[w + 1] = slotsUsed[w];
    for (let cluster = windowOffsets[w]; cluster < windowOffsets[w + 1]; cluster++) {
      slotsUsed[w + 1] += padded(offsets[cluster + 1] - offsets[cluster]);
    }
  }
  return { slotOf, slotsUsed };
}

/** Every cluster in order of creation. */
export function creationOrder({ offsets }: TokenClusters): Uint32Array {
  return new Uint32Array(offsets.length - 1).map((_, cluster) => cluster);
}

/** [windows + 1]: tokens moved out of the slots they waited in when so many windows were complete. */
function countMoves(
  { members, offsets, windowOffsets, sinks }: TokenClusters,
  promptTokens: number,
  slotOf: Uint32Array,
  slotsUsed: Uint32Array,
): Uint32Array {
  const moved = new Uint32Array(windowOffsets.length);
  for (let w = 0; w + 1 < windowOffsets.length; w++) {
    moved[w + 1] = moved[w];
    const begin = offsets[windowOffsets[w]];
    const end = offsets[windowOffsets[w + 1]];
    const firstToken = sinks + begin;
    if (firstToken < promptTokens) continue;
    // The token that completes a window is never written behind the clusters.
    const lastToken = sinks + end - 1;
    for (const token of members.subarray(begin, end)) {
      const waitingSlot = slotsUsed[w] + token - firstToken;
      if (token !== lastToken && slotOf[token] !== waitingSlot) moved[w + 1]++;
    }
  }
  return moved;
}
