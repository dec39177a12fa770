import { starcMethod } from "../clustering/starc-clusters";
import { starcAsplos26 } from "../clustering/starc-presets";
import type { PlacementSource } from "../placement/placement";
import type { HeadData, HeadPolicy } from "./policy";

/** What a placement needs to know of a head and of the policy that will read from it. */
export function placementSource(head: HeadData, policy: HeadPolicy): PlacementSource {
  return {
    promptTokens: head.promptTokens,
    tokens: head.promptTokens + head.decodeSteps,
    clusters: () => policy.clusters?.() ?? head.clusters(starcMethod(starcAsplos26)),
  };
}
