import type { SelectionSet } from "../../state/details/selection-set";

/** Clusters of which a step reads a token, and how many of each. */
export function readClusters(set: SelectionSet | undefined, step: number): Map<number, number> {
  const read = new Map<number, number>();
  const row = set ? step - set.request.fromStep : -1;
  if (!set || row < 0 || row + 1 >= set.offsets.length) return read;
  for (let entry = set.offsets[row]; entry < set.offsets[row + 1]; entry++) {
    const cluster = set.clusters[entry];
    if (cluster >= 0) read.set(cluster, (read.get(cluster) ?? 0) + 1);
  }
  return read;
}
