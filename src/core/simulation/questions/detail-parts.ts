import type { RunConfiguration } from "../run/configuration";

/** What a view asks for beyond the results: too large to compute or to send for every head. */
export type DetailRequest = SelectionRequest | ClusterRequest;

/** A piece of an answer, small enough for one message. */
export type DetailPart = SelectionPart | TokenPlacesPart | ClusterPart;

/** What a run reads for one query head at steps `fromStep` .. `toStep - 1`. */
export interface SelectionRequest {
  readonly kind: "selection";
  readonly run: RunConfiguration;
  readonly layer: number;
  readonly queryHead: number;
  readonly fromStep: number;
  readonly toStep: number;
}

/** Whose clusters are told: the policy's own, STARC's, or none because the layer has no keys. */
export type ClusterSource = "policy" | "starc" | "none";

/**
 * Tokens of consecutive steps (CSR): all that were read, or the heaviest of those that were not (see
 * `MissedTokens`). Row r is step `firstStep + r`. A step that does not fit into one part goes on in
 * the first row of the next.
 */
export interface SelectionPart {
  readonly kind: "selection";
  readonly of: "read" | "missed";
  readonly clusterSource: ClusterSource;
  /** Of the run's device. */
  readonly slotsPerLine: number;
  readonly firstStep: number;
  /** [rows + 1] */
  readonly offsets: Uint32Array;
  /** Slots in use at each step, padding included, [rows]. */
  readonly slotCounts: Uint32Array;
  /**
   * Full softmax mass of all tokens that were read at each step, or of all that were not, listed or
   * not, [rows]; NaN where the layer lacks keys or queries.
   */
  readonly totals: Float64Array;
  /** Ascending within a step, [entries]. */
  readonly tokens: Uint32Array;
  /** Full softmax mass of each, [entries]; NaN where the layer lacks keys or queries. */
  readonly mass: Float32Array;
  /** Slot in which each lies at the step, [entries]. */
  readonly slots: Uint32Array;
  /** Cluster of each, or -1 for a sink or a token that waits to be clustered, [entries]. */
  readonly clusters: Int32Array;
}

/** Tokens `from` .. of the context of the last step of a selection, one after the other. */
export interface TokenPlacesPart {
  readonly kind: "tokenPlaces";
  readonly from: number;
  /** Cluster of each, or -1 for a sink or a token that waits to be clustered, [n]. */
  readonly clusters: Int32Array;
  readonly slots: Uint32Array;
}

/** The clusters of one KV head's keys as they are at a step, and at all steps with the same ones. */
export interface ClusterRequest {
  readonly kind: "clusters";
  readonly run: RunConfiguration;
  readonly layer: number;
  readonly kvHead: number;
  readonly step: number;
}

/** Comes first. */
export interface ClusterFactsPart {
  readonly kind: "clusterFacts";
  readonly source: "policy" | "starc";
  /** The steps that have these clusters: `fromStep` .. `toStep - 1`. */
  readonly fromStep: number;
  readonly toStep: number;
  /** Tokens of the context of the last of them. */
  readonly context: number;
  /** The first tokens, in no cluster and always read. */
  readonly sinks: number;
  /** Tokens from here on wait for their window to fill. */
  readonly clusteredTokens: number;
  readonly clusters: number;
  readonly slotCount: number;
  /** Of the run's device. */
  readonly slotsPerLine: number;
  /** Consecutive lines that share DRAM rows of keys; line l lies in row floor(l / this). */
  readonly linesPerKeyRow: number;
  /** Share of the variance of the keys' directions along the two axes of the projection. */
  readonly shares: readonly [number, number];
}

/** Tokens `from` .. of the context, one after the other. */
interface ClusterTokensPart {
  readonly kind: "clusterTokens";
  readonly from: number;
  /** Cluster of each, or -1 for a sink or a token that waits, [n]. */
  readonly clusters: Int32Array;
  readonly slots: Uint32Array;
  /** Key, scaled to length 1, along the two axes in which all of them vary most, [n x 2]. */
  readonly places: Float32Array;
}

/** Clusters `from` .. in order of creation. */
interface ClustersPart {
  readonly kind: "clusters";
  readonly from: number;
  /** Tokens of each, [n]. */
  readonly sizes: Uint32Array;
  /** Root mean square distance of the unit keys to their mean, 0 .. 1; NaN where empty, [n]. */
  readonly spreads: Float32Array;
  /** Distinct lines that hold its tokens; ceil(size / slots of a line) is the fewest possible, [n]. */
  readonly lines: Uint32Array;
  /** Distinct DRAM rows of keys that hold its tokens, [n]. */
  readonly keyRows: Uint32Array;
  /** Mean of its unit keys in the projection, NaN where empty, [n x 2]. */
  readonly places: Float32Array;
}

export type ClusterPart = ClusterFactsPart | ClusterTokensPart | ClustersPart;
