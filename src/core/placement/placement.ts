/** Slots in a line: one per lane (pseudo-channel, rank, bank group) of an HBM3 channel. */
export const slotsPerLine = 16;

/**
 * Where the K and V vectors of one KV head lie in memory while its context grows.
 * Every token of a context has exactly one slot; slots that hold no token are padding.
 */
export interface Placement {
  readonly id: PlacementId;
  /** Slots in use, padding included, when the context holds `context` tokens. */
  slotCount(context: number): number;
  /**
   * Writes the slot of each token to `slots`, in the order of `tokens`.
   * @param tokens token indices below `context`
   */
  locate(tokens: Uint32Array, context: number, slots: Uint32Array): void;
}

export type PlacementId = "token-order" | "starc";
