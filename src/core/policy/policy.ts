import type { ClusteringMethod, TokenClusters } from "../clustering/token-clusters";
import type { PlacementId } from "../placement/placement";
import type { TensorName } from "../trace/layer-tensors";
import type { RecordedSelection } from "../trace/trace";

/** A parameter of a policy, declared once for the page, the settings and the command line. */
export interface PolicyParameter {
  readonly name: string;
  readonly description: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
  /** True where only whole numbers make sense. */
  readonly integer: boolean;
}

export type PolicyParameters = Readonly<Record<string, number>>;

/** One KV head of one layer with the query heads that read it: all that a policy may look at. */
export interface HeadData {
  readonly layer: number;
  readonly kvHead: number;
  readonly promptTokens: number;
  readonly decodeSteps: number;
  readonly headDimension: number;
  readonly softmaxScale: number;
  /** Query heads of the group, as indices into the trace. */
  readonly queryHeads: readonly number[];
  /** Row-major [T, D]; empty where the trace holds none. */
  readonly keys: Float32Array;
  /** Row-major [T, D]; empty where the trace holds none. */
  readonly values: Float32Array;
  /** Row-major [S, D] per member of `queryHeads`; empty where the trace holds none. */
  readonly queries: readonly Float32Array[];
  /** Recorded selection per member of `queryHeads`; empty where the trace holds none. */
  readonly selections: readonly RecordedSelection[];
  /**
   * q·k of one member at one step with every token of its context, unscaled, [P + step + 1].
   * The array is valid until the next call.
   */
  scores(member: number, step: number): Float32Array;
  /**
   * The tokens of highest q·k of one member at one step, ascending; among equals the earliest. At
   * most the whole context. Kept for the latest member and step, for all who ask.
   */
  highest(member: number, step: number, count: number): Uint32Array;
  /**
   * Output of attention over some tokens: the softmax of their scores among themselves, times their
   * values, [D]; needs values.
   * @param scores q·k by token index, unscaled
   * @param tokens distinct
   */
  attend(scores: Float32Array, tokens: Uint32Array): Float64Array;
  /** Clusters of this head's keys by a method, computed once per method. */
  clusters(method: ClusteringMethod): TokenClusters;
}

/** Memory that a policy reads to decide what to read (spec: the index phase). */
export type IndexWork =
  | { readonly kind: "none" }
  /** `count` vectors of D values, stored like keys in rows of their own. */
  | { readonly kind: "vectors"; readonly count: number }
  /** The given channels (0 .. D-1, ascending) of every key in place. */
  | { readonly kind: "channels"; readonly channels: Uint32Array };

/** The part of the keys that the score phase reads, where a policy leaves channels out. */
export interface KeyRead {
  /** Channels read of every key before `wholeFrom`, ascending. */
  readonly channels: Uint32Array;
  /** From this token on, keys are read whole. */
  readonly wholeFrom: number;
}

/** k-means over a window of decoded tokens. */
export interface WindowClustering {
  /** Tokens of a window. */
  readonly vectors: number;
  readonly clusters: number;
  /** Whole number: the mean that the head's own windows took, or the most that they may take. */
  readonly iterations: number;
}

/**
 * A policy at work on one head. Each member's steps are asked in ascending order, maybe not from 0
 * and maybe with gaps: a policy that learns from past steps catches up by itself.
 */
export interface HeadPolicy {
  /**
   * Tokens that `member` reads at `step`: distinct, ascending, all below P + step + 1.
   * The array is valid until the next call.
   */
  select(member: number, step: number): Uint32Array;
  indexWork(member: number, step: number): IndexWork;
  /** The clusters that the policy chooses from, where it chooses from any. */
  clusters?(): TokenClusters;
  /** What clustering new tokens takes, window by window; absent where nothing is clustered. */
  newClusters?(): WindowClustering;
  /**
   * q·k of every token of the context as the policy computes it, unscaled, by token index; absent
   * where it is exact. The array is valid until the next call.
   */
  approximateScores?(member: number, step: number): Float32Array;
  /**
   * Part of the output that comes from attention over the selected tokens, 0 .. 1; the rest comes
   * from the mean of all values of the context. Absent where it is 1.
   */
  attentionShare?(member: number, step: number): number;
  /** What the score phase reads of the selected tokens' keys; absent where it is all of them. */
  keyRead?(member: number, step: number): KeyRead;
}

/** Which tokens a step reads. One file per policy; the registry lists them. */
export interface Policy {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** What it reads from the trace; a trace without it refuses the policy by name. */
  readonly needs: readonly TensorName[];
  /** False where the budget means nothing (full, recorded). */
  readonly usesBudget: boolean;
  readonly parameters: readonly PolicyParameter[];
  /** The placement that the policy was designed for. */
  readonly defaultPlacement: PlacementId;
  /**
   * @param budget tokens per step, a whole number, at least 1; above the context it means as many
   *   as there are
   * @param parameters absent ones take their default
   */
  start(head: HeadData, budget: number, parameters: PolicyParameters): HeadPolicy;
}
