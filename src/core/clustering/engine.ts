/** Options of one k-means problem. */
export interface LloydOptions {
  /** At most this many updates of the centroids. */
  readonly maxIterations: number;
  /** Stop when no centroid moved farther than this (Euclidean); 0 stops only when labels settle. */
  readonly tolerance: number;
}

/** A partition of points into clusters. */
export interface Clustering {
  /** Cluster of each point, [n]. */
  readonly labels: Uint32Array;
  /** Row-major [k, dimension]. */
  readonly centroids: Float32Array;
  readonly iterations: number;
}

/** Lloyd's k-means with squared Euclidean distance; ties go to the lowest cluster. */
export interface ClusteringEngine {
  readonly name: string;
  /**
   * @param points row-major [n, dimension]
   * @param initial initial centroids, row-major [k, dimension], 1 <= k <= n
   */
  lloyd(
    points: Float32Array,
    dimension: number,
    initial: Float32Array,
    options: LloydOptions,
  ): Clustering;
}
