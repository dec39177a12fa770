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
  const { context, clusters } = facts;
  const set = {
    request,
    facts,
    clusterOf: new Int32Array(context),
    slots: new Uint32Array(context),
    places: new Float32Array(2 * context),
    sizes: new Uint32Array(clusters),
    spreads: new Float32Array(clusters),
    lines: new Uint32Array(clusters),
    keyRows: new Uint32Array(clusters),
    centres: new Float32Array(2 * clusters),
  };
  for (const part of all) {
    if (part.kind === "clusterTokens") {
      set.clusterOf.set(part.clusters, part.from);
      set.slots.set(part.slots, part.from);
      set.places.set(part.places, 2 * part.from);
    }
    if (part.kind === "clusters") {
      set.sizes.set(part.sizes, part.from);
      set.spreads.set(part.spreads, part.from);
      set.lines.set(part.lines, part.from);
      set.keyRows.set(part.keyRows, part.from);
      set.centres.set(part.places, 2 * part.from);
    }
  }
  return set;
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
