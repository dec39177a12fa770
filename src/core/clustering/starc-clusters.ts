import { unitVectors } from "../kernels/unit-vectors";
import type { ClusteringEngine } from "./engine";
import { kMeansPlusPlus } from "./k-means-plus-plus";
import type { StarcPreset } from "./starc-presets";
import type { ClusteringMethod, TokenClusters } from "./token-clusters";
import { joinWindows, tokenWindows } from "./token-windows";

/**
 * STARC's clusters (arXiv 2505.05772; ASPLOS'26, doi 10.1145/3779212.3790226): k-means on the unit
 * vectors of the keys, window by window. A centroid is the mean of unit vectors, not normalised
 * again; that of an empty cluster is zero. A zero key stays the zero vector.
 * @param keys row-major [tokens, dimension], finite
 * @param promptTokens clustered at once; of the tokens after them, complete windows are clustered
 */
export function buildStarcClusters(
  keys: Float32Array,
  dimension: number,
  promptTokens: number,
  tokens: number,
  engine: ClusteringEngine,
  preset: StarcPreset,
): TokenClusters {
  const { promptWindow, decodeWindow, tokensPerCluster, maxIterations, tolerance } = preset;
  const windows = tokenWindows(0, promptTokens, tokens, promptWindow, decodeWindow);
  const units = unitVectors(keys.subarray(0, tokens * dimension), dimension);
  const clusters = windows.map(({ from, to }) => {
    const points = units.subarray(from * dimension, to * dimension);
    const count = Math.ceil((to - from) / tokensPerCluster);
    const initial =
      preset.initialCentroids === "first-keys"
        ? points.slice(0, count * dimension)
        : kMeansPlusPlus(points, dimension, count, from);
    return engine.lloyd(points, dimension, initial, {
      maxIterations,
      tolerance,
      emptyCluster: "zero",
    });
  });
  return joinWindows(windows, clusters, 0, dimension);
}

/** A preset as a method that a head can cluster its keys with. */
export function starcMethod(preset: StarcPreset): ClusteringMethod {
  return {
    id: preset.id,
    build: (keys, dimension, promptTokens, tokens, engine) =>
      buildStarcClusters(keys, dimension, promptTokens, tokens, engine, preset),
  };
}
