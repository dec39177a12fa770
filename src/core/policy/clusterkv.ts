import { clusterKvMethod, clusterKvWindow } from "../clustering/cluster-kv-clusters";
import { readClusters, windowClustering } from "./cluster-selection";
import type { Policy } from "./policy";

/** ClusterKV (Liu et al., DAC 2025, arXiv 2412.03213). */
export const clusterkv: Policy = {
  id: "clusterkv",
  label: "ClusterKV",
  description:
    "Clusters of about 80 keys over the whole prompt, by falling q·centroid, until B tokens are read; the first 16 tokens and those not clustered yet always.",
  needs: ["keys", "queries"],
  usesBudget: true,
  parameters: [],
  defaultPlacement: "starc",
  start(head, budget) {
    const clusters = head.clusters(clusterKvMethod);
    return {
      ...readClusters(head, clusters, budget),
      newClusters: () => windowClustering(clusters, clusterKvWindow),
    };
  },
};
