import { unitVectors } from "../kernels/unit-vectors";
import type { ClusteringEngine, LloydOptions } from "./engine";
import { kMeansPlusPlus } from "./k-means-plus-plus";
import { lloydWindows } from "./lloyd-windows";
import type { StarcPreset } from "./starc-presets";
import type { ClusteringMethod, TokenClusters } from "./token-clusters";
import { joinWindows, tokenWindows, type TokenWindow, type WindowClusters } from "./token-windows";

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
  const { promptWindow, decodeWindow } = preset;
  const windows = tokenWindows(0, promptTokens, tokens, promptWindow, decodeWindow);
  const units = unitVectors(keys.subarray(0, tokens * dimension), dimension);
  const clusters =
    preset.initialCentroids === "first-keys"
      ? clusterFromFirstKeys(windows, units, dimension, engine, preset)
      : clusterFromDrawnKeys(windows, units, dimension, engine, preset);
  return joinWindows(windows, clusters, 0, dimension);
}

/** Windows of the same length that follow each other go to the engine together. */
function clusterFromFirstKeys(
  windows: readonly TokenWindow[],
  units: Float32Array,
  dimension: number,
  engine: ClusteringEngine,
  preset: StarcPreset,
): WindowClusters[] {
  const clusters: WindowClusters[] = [];
  for (let first = 0, next = 0; first < windows.length; first = next) {
    const length = lengthOf(windows[first]);
    while (next < windows.length && lengthOf(windows[next]) === length) next++;
    const points = units.subarray(
      windows[first].from * dimension,
      windows[next - 1].to * dimension,
    );
    const count = Math.ceil(length / preset.tokensPerCluster);
    clusters.push(...lloydWindows(engine, points, dimension, length, count, optionsOf(preset)));
  }
  return clusters;
}

function clusterFromDrawnKeys(
  windows: readonly TokenWindow[],
  units: Float32Array,
  dimension: number,
  engine: ClusteringEngine,
  preset: StarcPreset,
): WindowClusters[] {
  return windows.map((window) => {
    const points = units.subarray(window.from * dimension, window.to * dimension);
    const count = Math.ceil(lengthOf(window) / preset.tokensPerCluster);
    const initial =
      engine.drawCentroids?.(points, dimension, count, window.from) ??
      kMeansPlusPlus(points, dimension, count, window.from);
    return engine.lloyd(points, dimension, initial, optionsOf(preset));
  });
}

const lengthOf = ({ from, to }: TokenWindow): number => to - from;

const optionsOf = ({ maxIterations, tolerance }: StarcPreset): LloydOptions => ({
  maxIterations,
  tolerance,
  emptyCluster: "zero",
});

/** A preset as a method that a head can cluster its keys with. */
export function starcMethod(preset: StarcPreset): ClusteringMethod {
  return {
    id: preset.id,
    build: (keys, dimension, promptTokens, tokens, engine) =>
      buildStarcClusters(keys, dimension, promptTokens, tokens, engine, preset),
  };
}
