/** Options of one k-means problem. */
export interface LloydOptions {
  /** At most this many updates of the centroids; at least 1. */
  readonly maxIterations: number;
  /** Stop when no component of a centroid moved farther; 0 stops only when the labels settle. */
  readonly tolerance: number;
  /**
   * What an update makes of a cluster that no point is nearest to: it keeps its centroid, or becomes
   * the zero vector. Either may attract points again later.
   */
  readonly emptyCluster: "keep" | "zero";
}

/** A partition of points into clusters. */
export interface Clustering {
  /** Cluster of each point, [n], as of the last update: non-empty centroids are its means. */
  readonly labels: Uint32Array;
  /** Row-major [k, dimension]. */
  readonly centroids: Float32Array;
  /** Updates made. */
  readonly iterations: number;
}

/** Lloyd's k-means with squared Euclidean distance; ties go to the lowest cluster. */
export interface ClusteringEngine {
  readonly name: string;
  /**
   * @param points row-major [n, dimension], n at least 1, finite
   * @param initial initial centroids, row-major [k, dimension], 1 <= k <= n
   */
  lloyd(
    points: Float32Array,
    dimension: number,
    initial: Float32Array,
    options: LloydOptions,
  ): Clustering;
  /**
   * `lloyd` on consecutive windows, each on its own from its first points, where an engine has a
   * faster way than one call per window.
   * @param points row-major [windows * windowPoints, dimension]
   * @param clusters of each window, 1 .. windowPoints
   * @returns one clustering per window
   */
  lloydWindows?(
    points: Float32Array,
    dimension: number,
    windowPoints: number,
    clusters: number,
    options: LloydOptions,
  ): readonly Clustering[];
  /**
   * `kMeansPlusPlus` where an engine has a faster way; rounding aside it draws the same points.
   * @returns row-major [count, dimension]
   */
  drawCentroids?(
    points: Float32Array,
    dimension: number,
    count: number,
    seed: number,
  ): Float32Array;
}
