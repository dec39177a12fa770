import type { TokenClusters } from "../clustering/token-clusters";
import { orderBySimilarity } from "./bisect";
import { contiguousSlots, creationOrder, placeClusters } from "./cluster-layout";
import { clusterFeatures } from "./cluster-features";
import type { PlacementKind, PlacementSource } from "./placement";
import { quarterRowSlots, readCost, readTime } from "./read-cost";

/** The order must promise to save this share of the reading time, else the layout stays STARC's. */
const worthwhile = 0.05;

/**
 * As STARC, with the prompt's clusters in an order in which those lie together that are read
 * together, so that they share rows: by similarity of their centroids and by what the first steps
 * read. The first steps stand in for the prompt's last queries, which no trace holds. What is
 * selected does not change, only where it lies.
 */
export const starcOrdered: PlacementKind = {
  id: "starc-ordered",
  label: "STARC, clusters ordered by use",
  description:
    "Clusters of the prompt ordered so that those read together share rows, by similarity and by what the first steps read; where that promises nothing, as STARC.",
  needsKeys: true,
  create(source) {
    const clusters = source.clusters();
    const created = creationOrder(clusters);
    const order = promisesMore(source, clusters)
      ? orderByUse(source, clusters, source.earlySelections().flat())
      : created;
    const layout = contiguousSlots(clusters, order, 1);
    const before = contiguousSlots(clusters, created, 1).slotOf;
    return placeClusters(clusters, source.promptTokens, {
      id: "starc-ordered",
      ...layout,
      movedInPrompt: layout.slotOf.reduce(
        (moved, slot, token) => (slot === before[token] ? moved : moved + 1),
        0,
      ),
    });
  },
};

/** All clusters: the prompt's by use, then the others in order of creation. */
function orderByUse(
  { promptTokens, shape }: PlacementSource,
  clusters: TokenClusters,
  selections: readonly Uint32Array[],
): Uint32Array {
  const order = creationOrder(clusters);
  const count = clusters.clusterCount(promptTokens);
  const { offsets } = clusters;
  const features = clusterFeatures(clusters, count, selections);
  const weights = Array.from({ length: count }, (_, c) => offsets[c + 1] - offsets[c]);
  order.set(orderBySimilarity({ ...features, weights }, quarterRowSlots(shape)));
  return order;
}

/**
 * Whether ordering saves enough on queries that had no part in it: the order learnt from the first
 * half of the early steps is tried on the second, and the other way round.
 */
function promisesMore(source: PlacementSource, clusters: TokenClusters): boolean {
  const steps = source.earlySelections();
  const half = Math.floor(steps.length / 2);
  const folds = [steps.slice(0, half).flat(), steps.slice(half).flat()];
  if (folds.some((fold) => fold.length === 0)) return false;
  const { promptTokens, shape } = source;
  const timeOf = (order: Uint32Array, tried: readonly Uint32Array[]): number => {
    const { slotOf } = contiguousSlots(clusters, order, 1);
    return tried.reduce((sum, tokens) => {
      const slots = tokens.filter((token) => token < slotOf.length).map((token) => slotOf[token]);
      return sum + readTime(readCost(slots, promptTokens, shape), shape);
    }, 0);
  };
  return folds.every((learnt, fold) => {
    const tried = folds[1 - fold];
    const ordered = timeOf(orderByUse(source, clusters, learnt), tried);
    return ordered < (1 - worthwhile) * timeOf(creationOrder(clusters), tried);
  });
}
