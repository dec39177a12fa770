import type { Clustering, ClusteringEngine, LloydOptions } from "./engine";

/**
 * Clusters consecutive windows of `windowPoints` points, each on its own from its first `clusters`
 * points, in the fastest way that the engine has.
 * @param points row-major [windows * windowPoints, dimension]
 * @returns one clustering per window
 */
export function lloydWindows(
  engine: ClusteringEngine,
  points: Float32Array,
  dimension: number,
  windowPoints: number,
  clusters: number,
  options: LloydOptions,
): readonly Clustering[] {
  if (engine.lloydWindows) {
    return engine.lloydWindows(points, dimension, windowPoints, clusters, options);
  }
  const size = windowPoints * dimension;
  return Array.from({ length: points.length / size }, (_, window) => {
    const own = points.subarray(window * size, (window + 1) * size);
    return engine.lloyd(own, dimension, own.slice(0, clusters * dimension), options);
  });
}
