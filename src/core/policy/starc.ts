import { starcMethod } from "../clustering/starc-clusters";
import { starcAsplos26, starcV1, type StarcPreset } from "../clustering/starc-presets";
import { readClusters, windowClustering } from "./cluster-selection";
import { readEverything } from "./full";
import { denseLayers, parameterValue } from "./parameter";
import type { Policy } from "./policy";

/** STARC (arXiv 2505.05772; ASPLOS'26, doi 10.1145/3779212.3790226). */
export const starc: Policy = starcPolicy(
  "starc",
  "STARC",
  "Clusters of similar keys, by falling q·centroid, until B tokens are read (ASPLOS'26).",
  starcAsplos26,
);

/** STARC as first published (arXiv 2505.05772v1). */
export const starcFirstVersion: Policy = starcPolicy(
  "starc-v1",
  "STARC, first version",
  "As STARC, with clusters of about 32 keys over the whole prompt (arXiv 2505.05772v1).",
  starcV1,
);

function starcPolicy(id: string, label: string, description: string, preset: StarcPreset): Policy {
  const method = starcMethod(preset);
  return {
    id,
    label,
    description,
    needs: ["keys", "queries"],
    usesBudget: true,
    parameters: [denseLayers],
    defaultPlacement: "starc",
    start(head, budget, parameters) {
      if (head.layer < parameterValue(denseLayers, parameters)) return readEverything(head);
      const clusters = head.clusters(method);
      return {
        ...readClusters(head, clusters, budget),
        newClusters: () =>
          windowClustering(clusters, {
            vectors: preset.decodeWindow,
            clusters: Math.ceil(preset.decodeWindow / preset.tokensPerCluster),
            iterations: preset.maxIterations,
          }),
      };
    },
  };
}
