/** STARC's clusters of one KV head as its context grows; see `buildStarcClusters`. */
export interface StarcClusters {
  readonly dimension: number;
  /** Row-major [clusters, dimension], in order of creation; an empty cluster is the zero vector. */
  readonly centroids: Float32Array;
  /** [clusters + 1]; cluster c holds members[offsets[c]] .. members[offsets[c + 1] - 1]. */
  readonly offsets: Uint32Array;
  /** Token indices, cluster by cluster, in stored order. */
  readonly members: Uint32Array;
  /** Clusters that exist when the context holds `context` tokens. */
  clusterCount(context: number): number;
  /** Tokens that are in clusters then; the tokens from there to `context` wait in the buffer. */
  clusteredTokens(context: number): number;
}
