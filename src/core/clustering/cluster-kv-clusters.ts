import { unitVectors } from "../kernels/unit-vectors";
import type { ClusteringEngine } from "./engine";
import type { ClusteringMethod } from "./token-clusters";
import { joinWindows, tokenWindows, type WindowClusters } from "./token-windows";

const sinkTokens = 16;
const tokensPerCluster = 80;

/** What ClusterKV makes of every so many decoded tokens. */
export const clusterKvWindow = { vectors: 320, clusters: 4, iterations: 20 };

/**
 * ClusterKV's clusters (Liu et al., DAC 2025, arXiv 2412.03213, section 4): of the prompt without its
 * first 16 tokens, ceil(P / 80) of them; of every 320 decoded tokens, 4. The paper leaves the initial
 * centroids to chance; here they are keys at equal distances, so that figures repeat.
 */
export const clusterKvMethod: ClusteringMethod = {
  id: "clusterkv",
  build(keys, dimension, promptTokens, tokens, engine) {
    const sinks = Math.min(sinkTokens, promptTokens);
    const windows = tokenWindows(sinks, promptTokens, tokens, Infinity, clusterKvWindow.vectors);
    const clusters = windows.map(({ from, to }) =>
      clusterByCosine(
        keys.subarray(from * dimension, to * dimension),
        dimension,
        from < promptTokens ? Math.ceil(promptTokens / tokensPerCluster) : clusterKvWindow.clusters,
        engine,
      ),
    );
    return joinWindows(windows, clusters, sinks, dimension);
  },
};

/**
 * Lloyd's k-means with cosine similarity: points go to the centroid of the most similar direction,
 * centroids are means of the points as they are. An empty cluster keeps its centroid.
 */
export function clusterByCosine(
  points: Float32Array,
  dimension: number,
  count: number,
  engine: ClusteringEngine,
): WindowClusters {
  const n = points.length / dimension;
  const units = unitVectors(points, dimension);
  const centroids = new Float32Array(count * dimension);
  for (let c = 0; c < count; c++) {
    const point = Math.floor((c * n) / count) * dimension;
    centroids.set(points.subarray(point, point + dimension), c * dimension);
  }
  let labels = new Uint32Array(0);
  let iteration = 0;
  for (; iteration < clusterKvWindow.iterations; iteration++) {
    // Among unit vectors the nearest centroid is the one of the most similar direction.
    const step = engine.lloyd(units, dimension, unitVectors(centroids, dimension), {
      maxIterations: 1,
      tolerance: 0,
      emptyCluster: "keep",
    });
    const settled = labels.length > 0 && labels.every((label, i) => label === step.labels[i]);
    labels = Uint32Array.from(step.labels);
    if (settled) break;
    moveToMeans(points, dimension, labels, centroids);
  }
  return { labels, centroids, iterations: iteration };
}

function moveToMeans(
  points: Float32Array,
  dimension: number,
  labels: Uint32Array,
  centroids: Float32Array,
): void {
  const sums = new Float64Array(centroids.length);
  const sizes = new Uint32Array(centroids.length / dimension);
  for (const [point, label] of labels.entries()) {
    sizes[label]++;
    for (let d = 0; d < dimension; d++) {
      sums[label * dimension + d] += points[point * dimension + d];
    }
  }
  for (const [i, sum] of sums.entries()) {
    const size = sizes[Math.floor(i / dimension)];
    if (size > 0) centroids[i] = sum / size;
  }
}
