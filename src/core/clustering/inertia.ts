import type { Clustering } from "./engine";

/**
 * Sum over the points of the squared distance from their own centroid, in 64-bit floats.
 * @param points row-major [n, dimension]
 */
export function inertia(
  points: Float32Array,
  dimension: number,
  { labels, centroids }: Pick<Clustering, "labels" | "centroids">,
): number {
  let sum = 0;
  for (let point = 0, at = 0; point < labels.length; point++, at += dimension) {
    const centroid = labels[point] * dimension;
    for (let d = 0; d < dimension; d++) sum += (points[at + d] - centroids[centroid + d]) ** 2;
  }
  return sum;
}
