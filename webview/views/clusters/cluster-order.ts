import type { ClustersState } from "../../../src/shared/protocol";
import { fewestLines, type ClusterSet } from "../../state/details/cluster-set";

/** Every cluster once: as they were made, or the largest value first, equal ones as made. */
export function orderClusters(set: ClusterSet, order: ClustersState["order"]): number[] {
  const clusters = Array.from(set.sizes, (_, cluster) => cluster);
  const value = valueOf(set, order);
  // The spread of an empty cluster is NaN: it comes last.
  const rank = (cluster: number) => (Number.isNaN(value(cluster)) ? -Infinity : value(cluster));
  return order === "creation"
    ? clusters
    : clusters.sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)));
}

function valueOf(set: ClusterSet, order: ClustersState["order"]): (cluster: number) => number {
  switch (order) {
    case "creation":
      return () => 0;
    case "size":
      return (cluster) => set.sizes[cluster];
    case "spread":
      return (cluster) => set.spreads[cluster];
    case "lines":
      return (cluster) => set.lines[cluster] - fewestLines(set, cluster);
  }
}

/** `count` clusters of an ordered list, with `cluster` among them where it is given. */
export function windowAround(
  ordered: readonly number[],
  cluster: number | undefined,
  count: number,
): { readonly from: number; readonly clusters: readonly number[] } {
  const at = cluster === undefined ? 0 : Math.max(0, ordered.indexOf(cluster));
  const from = Math.max(0, Math.min(at - Math.floor(count / 2), ordered.length - count));
  return { from, clusters: ordered.slice(from, from + count) };
}
