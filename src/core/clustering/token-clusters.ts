import type { ClusteringEngine } from "./engine";

/**
 * Clusters of one KV head's tokens as its context grows. Windows of consecutive tokens are clustered
 * once, as soon as they are complete; the tokens behind the last complete window wait.
 */
export interface TokenClusters {
  readonly dimension: number;
  /** Row-major [clusters, dimension], in order of creation. */
  readonly centroids: Float32Array;
  /** [clusters + 1]; cluster c holds members[offsets[c]] .. members[offsets[c + 1] - 1]. */
  readonly offsets: Uint32Array;
  /** [windows + 1]; window w made the clusters windowOffsets[w] .. windowOffsets[w + 1] - 1. */
  readonly windowOffsets: Uint32Array;
  /** Token indices, cluster by cluster, in stored order: ascending within a cluster. */
  readonly members: Uint32Array;
  /** The first tokens, in no cluster and always attended: 0 .. sinks - 1. */
  readonly sinks: number;
  /** Windows that are complete when the context holds `context` tokens. */
  windowCount(context: number): number;
  /** Clusters that exist when the context holds `context` tokens. */
  clusterCount(context: number): number;
  /** Tokens from `sinks` to here are in clusters then; from here to `context` they wait. */
  clusteredTokens(context: number): number;
  /** Mean updates of the centroids over the windows of `length` tokens; undefined without any. */
  meanIterations(length: number): number | undefined;
}

/** A way to cluster the tokens of a KV head, complete with all its constants. */
export interface ClusteringMethod {
  /** Tells methods apart where the results of several are kept beside each other. */
  readonly id: string;
  /**
   * @param keys row-major [T, dimension], finite
   * @param promptTokens tokens that are there from the start; the others arrive one by one
   */
  build(
    keys: Float32Array,
    dimension: number,
    promptTokens: number,
    tokens: number,
    engine: ClusteringEngine,
  ): TokenClusters;
}
