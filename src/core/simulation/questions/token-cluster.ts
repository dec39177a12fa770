import type { TokenClusters } from "../../clustering/token-clusters";

/** Stands for "in no cluster": a sink, or a token that waits for its window to fill. */
export const noCluster = -1;

/**
 * Cluster of each token once its window is complete, `noCluster` for sinks and for tokens whose
 * window the trace does not complete.
 * @returns [tokens]
 */
export function clusterOfTokens(clusters: TokenClusters, tokens: number): Int32Array {
  const { offsets, members } = clusters;
  const of = new Int32Array(tokens).fill(noCluster);
  for (let cluster = 0; cluster + 1 < offsets.length; cluster++) {
    for (let i = offsets[cluster]; i < offsets[cluster + 1]; i++) of[members[i]] = cluster;
  }
  return of;
}
