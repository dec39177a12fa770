import { joinColumns } from "../../../src/shared/columns";
import type { ClusterFacts, ClusterRequest, DetailPart } from "../../../src/shared/protocol";

/** The clusters of a KV head at a step. */
export interface ClusterSet {
  readonly request: ClusterRequest;
  readonly facts: ClusterFacts;
  /** By token of the context; -1 for one in no cluster. */
  readonly clusterOf: Int32Array;
  readonly slots: Uint32Array;
  /** Unit keys in the projection, row-major [context, 2]. */
  readonly places: Float32Array;
  /** By cluster. */
  readonly sizes: Uint32Array;
  readonly spreads: Float32Array;
  readonly lines: Uint32Array;
  readonly keyRows: Uint32Array;
  /** Centroids in the projection, row-major [clusters, 2]; NaN where a cluster is empty. */
  readonly centres: Float32Array;
}

/** Joins the parts of a head's clusters. */
export function joinClusters(request: ClusterRequest, all: readonly DetailPart[]): ClusterSet {
  const facts = all.find((part) => part.kind === "clusterFacts");
  if (!facts) throw new Error("The clusters came without their facts.");
  const tokens = joinColumns(
    all.flatMap((part) => {
      if (part.kind !== "clusterTokens") return [];
      const { clusters: clusterOf, slots, places } = part;
      return [{ clusterOf, slots, places }];
    }),
  );
  const clusters = joinColumns(
    all.flatMap((part) => {
      if (part.kind !== "clusters") return [];
      const { sizes, spreads, lines, keyRows, places: centres } = part;
      return [{ sizes, spreads, lines, keyRows, centres }];
    }),
  );
  return { request, facts, ...tokens, ...clusters };
}

/** The fewest lines into which a cluster's tokens fit. */
export function fewestLines({ facts, sizes }: ClusterSet, cluster: number): number {
  return Math.ceil(sizes[cluster] / facts.slotsPerLine);
}

/** The tokens of a cluster, ascending. */
export function tokensOf({ clusterOf }: ClusterSet, cluster: number): number[] {
  const tokens: number[] = [];
  clusterOf.forEach((own, token) => {
    if (own === cluster) tokens.push(token);
  });
  return tokens;
}
