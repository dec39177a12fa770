import type { TokenClusters } from "../clustering/token-clusters";
import { BestFirst } from "../kernels/best-first";
import { scoreKeys } from "../kernels/score-keys";
import type { HeadData, HeadPolicy, WindowClustering } from "./policy";

/**
 * Reads whole clusters by falling q·centroid, equal ones in order of creation, while they fit into
 * the budget; of the first that does not fit, its first tokens in stored order. Sinks and waiting
 * tokens are always read and count against the budget, which they may exceed if it is very small.
 */
export function readClusters(head: HeadData, clusters: TokenClusters, budget: number): HeadPolicy {
  const { headDimension, promptTokens } = head;
  const { centroids, offsets, members, sinks } = clusters;
  const scores = new Float32Array(offsets.length - 1);
  const bestFirst = new BestFirst(scores.length);
  const selection = new Uint32Array(promptTokens + head.decodeSteps);
  return {
    clusters: () => clusters,
    select(member, step) {
      const context = promptTokens + step + 1;
      const clustered = clusters.clusteredTokens(context);
      let count = 0;
      for (let token = 0; token < sinks; token++) selection[count++] = token;
      for (let token = clustered; token < context; token++) selection[count++] = token;
      const query = head.queries[member].subarray(step * headDimension, (step + 1) * headDimension);
      const existing = clusters.clusterCount(context);
      scoreKeys(query, centroids, headDimension, existing, scores);
      bestFirst.start(scores, existing);
      while (count < budget) {
        const cluster = bestFirst.next();
        if (cluster < 0) break;
        const end = Math.min(offsets[cluster + 1], offsets[cluster] + budget - count);
        for (let i = offsets[cluster]; i < end; i++) selection[count++] = members[i];
      }
      return selection.subarray(0, count).sort();
    },
    indexWork: (_member, step) => ({
      kind: "vectors",
      count: clusters.clusterCount(promptTokens + step + 1),
    }),
  };
}

/** @param most the clustering of a window with as many iterations as it may take */
export function windowClustering(
  clusters: TokenClusters,
  most: WindowClustering,
): WindowClustering {
  const iterations = clusters.meanIterations(most.vectors);
  return iterations === undefined ? most : { ...most, iterations: Math.round(iterations) };
}
