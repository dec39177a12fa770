import type { TokenClusters } from "../clustering/token-clusters";

/** How much what was read counts against how similar centroids are, as variance. */
const useWeight = 4;

/**
 * What the first clusters are compared by: their centroids, and which of some selections read them.
 * Each of the two has zero mean, and a total variance of its own weight.
 * @param selections ascending tokens
 * @returns row-major [count, dimension]
 */
export function clusterFeatures(
  clusters: TokenClusters,
  count: number,
  selections: readonly Uint32Array[],
): { readonly features: Float64Array; readonly dimension: number } {
  const { centroids, dimension: channels } = clusters;
  const dimension = channels + selections.length;
  const features = new Float64Array(count * dimension);
  const shares = readShares(clusters, count, selections);
  const blocks = [
    { from: 0, values: centroids, width: channels, weight: 1 },
    { from: channels, values: shares, width: selections.length, weight: useWeight },
  ];
  for (const { from, values, width, weight } of blocks) {
    const { mean, variance } = spread(values, count, width);
    const scale = variance > 0 ? Math.sqrt(weight / variance) : 0;
    for (let c = 0; c < count; c++) {
      for (let d = 0; d < width; d++) {
        features[c * dimension + from + d] = scale * (values[c * width + d] - mean[d]);
      }
    }
  }
  return { features, dimension };
}

/** Share of each cluster's tokens that each selection read, row-major [count, selections]. */
function readShares(
  { offsets, members, sinks }: TokenClusters,
  count: number,
  selections: readonly Uint32Array[],
): Float64Array {
  const clusterOf = new Int32Array(sinks + members.length).fill(-1);
  for (let c = 0; c < count; c++) {
    for (let i = offsets[c]; i < offsets[c + 1]; i++) clusterOf[members[i]] = c;
  }
  const width = selections.length;
  const shares = new Float64Array(count * width);
  for (const [query, tokens] of selections.entries()) {
    for (const token of tokens) {
      if (token >= clusterOf.length) break;
      const c = clusterOf[token];
      if (c >= 0) shares[c * width + query] += 1 / (offsets[c + 1] - offsets[c]);
    }
  }
  return shares;
}

/** Mean of each column, and the variance of all columns together. */
function spread(
  values: ArrayLike<number>,
  rows: number,
  width: number,
): { readonly mean: Float64Array; readonly variance: number } {
  const mean = new Float64Array(width);
  for (let i = 0; i < rows * width; i++) mean[i % width] += values[i] / rows;
  let variance = 0;
  for (let i = 0; i < rows * width; i++) variance += (values[i] - mean[i % width]) ** 2 / rows;
  return { mean, variance };
}
