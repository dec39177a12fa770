import type { TokenClusters } from "../../clustering/token-clusters";

/** How large and how wide clusters are, among the directions of their keys. */
export interface ClusterShapes {
  /** [clusters] */
  readonly sizes: Uint32Array;
  /** Mean of the unit keys, row-major [clusters, dimension]; NaN where a cluster is empty. */
  readonly means: Float32Array;
  /**
   * Root mean square distance of the unit keys to their mean, [clusters]: 0 where all point the
   * same way, near 1 where they point anywhere; NaN where a cluster is empty.
   */
  readonly spreads: Float32Array;
}

/**
 * Measures the first `count` clusters.
 * @param units keys scaled to length 1, row-major [tokens, dimension]
 */
export function clusterShapes(
  { offsets, members, dimension }: TokenClusters,
  count: number,
  units: Float32Array,
): ClusterShapes {
  const sizes = new Uint32Array(count);
  const means = new Float32Array(count * dimension);
  const spreads = new Float32Array(count);
  const mean = new Float64Array(dimension);
  for (let cluster = 0; cluster < count; cluster++) {
    const own = members.subarray(offsets[cluster], offsets[cluster + 1]);
    sizes[cluster] = own.length;
    mean.fill(0);
    for (const token of own) {
      for (let d = 0; d < dimension; d++) mean[d] += units[token * dimension + d];
    }
    // An empty cluster has no mean: 0 / 0 says so.
    for (let d = 0; d < dimension; d++) mean[d] /= own.length;
    means.set(mean, cluster * dimension);
    let squares = 0;
    for (const token of own) {
      for (let d = 0; d < dimension; d++) squares += (units[token * dimension + d] - mean[d]) ** 2;
    }
    spreads[cluster] = Math.sqrt(squares / own.length);
  }
  return { sizes, means, spreads };
}
