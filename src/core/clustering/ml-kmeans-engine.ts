import { kmeans } from "ml-kmeans";
import type { Clustering, ClusteringEngine } from "./engine";

/**
 * Lloyd's k-means by the ml-kmeans package, in 64-bit floats.
 *
 * The package is asked for one update at a time, because its own loop differs from our contract: it
 * compares the squared distance a centroid moved with the tolerance, always lets an empty cluster
 * keep its centroid, and reads 0 iterations as no limit. Its assignment is ours: nearest by squared
 * Euclidean distance, the lowest cluster among equals.
 */
export const mlKmeansEngine: ClusteringEngine = {
  name: "ml-kmeans",
  lloyd(points, dimension, initial, options): Clustering {
    const rows = toRows(points, dimension);
    let centroids = toRows(initial, dimension);
    let labels: number[] = [];
    let iterations = 0;
    for (let moved = Infinity; iterations < options.maxIterations && moved > options.tolerance;) {
      const step = kmeans(rows, centroids.length, { initialization: centroids, maxIterations: 1 });
      if (options.emptyCluster === "zero") clearEmptyClusters(step.centroids, step.clusters);
      moved = largestMove(step.centroids, centroids);
      centroids = step.centroids;
      labels = step.clusters;
      iterations++;
    }
    return {
      labels: Uint32Array.from(labels),
      centroids: Float32Array.from(centroids.flat()),
      iterations,
    };
  },
};

function toRows(values: Float32Array, dimension: number): number[][] {
  return Array.from({ length: values.length / dimension }, (_, row) =>
    Array.from(values.subarray(row * dimension, (row + 1) * dimension)),
  );
}

function clearEmptyClusters(centroids: number[][], labels: readonly number[]): void {
  const used = new Set(labels);
  for (const [cluster, centroid] of centroids.entries()) {
    if (!used.has(cluster)) centroid.fill(0);
  }
}

function largestMove(centroids: readonly number[][], before: readonly number[][]): number {
  let largest = 0;
  for (const [cluster, centroid] of centroids.entries()) {
    for (const [d, value] of centroid.entries()) {
      largest = Math.max(largest, Math.abs(value - before[cluster][d]));
    }
  }
  return largest;
}
