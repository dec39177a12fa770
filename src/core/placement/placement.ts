import type { TokenClusters } from "../clustering/token-clusters";
import type { VectorShape } from "../memory/vector-shape";

export type PlacementId =
  | "token-order"
  | "page-interleaved"
  | "starc"
  | "starc-aligned"
  | "lane-balanced"
  | "starc-ordered";

/**
 * Where the K and V vectors of one KV head lie in memory while its context grows.
 * Every token of a context has exactly one slot; slots that hold no token are padding.
 */
export interface Placement {
  readonly id: PlacementId;
  /** Slots in use, padding included, when the context holds `context` tokens; never falls. */
  slotCount(context: number): number;
  /**
   * Writes the slot of each token to `slots`, in the order of `tokens`.
   * @param tokens token indices below `context`
   */
  locate(tokens: Uint32Array, context: number, slots: Uint32Array): void;
  /**
   * What the layout costs in writes: how often, until then, a token's K and V were moved from the
   * slot they had been written to, every move counted. The prompt is written in order of tokens or
   * clusters at once; only what is moved after that counts.
   */
  movedTokens(context: number): number;
}

/** What a placement may look at to lay out the tokens of one KV head. */
export interface PlacementSource {
  readonly promptTokens: number;
  /** Tokens of prompt and decode together; no context is longer. */
  readonly tokens: number;
  /** How vectors lie in the memory of the run's device. */
  readonly shape: VectorShape;
  /** The clusters that the policy chooses from, or STARC's where it chooses from none. */
  clusters(): TokenClusters;
  /** Ascending tokens that the head's queries read: one list per query, by step, first steps only. */
  earlySelections(): readonly (readonly Uint32Array[])[];
}

/** A way to lay out tokens. One file per placement; the registry lists them. */
export interface PlacementKind {
  readonly id: PlacementId;
  readonly label: string;
  readonly description: string;
  /** True where it asks for clusters, which a trace without keys does not have. */
  readonly needsKeys: boolean;
  create(source: PlacementSource): Placement;
}
