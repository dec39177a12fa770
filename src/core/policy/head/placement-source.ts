import { starcMethod } from "../../clustering/starc-clusters";
import { starcAsplos26 } from "../../clustering/starc-presets";
import type { VectorShape } from "../../memory/vector-shape";
import type { PlacementSource } from "../../placement/placement";
import type { HeadData, HeadPolicy } from "../policy";

/** The first steps whose selections a placement may learn from: a quarter of them, at most 32. */
function earlySteps(decodeSteps: number): number {
  return Math.min(32, Math.ceil(decodeSteps / 4));
}

/**
 * What a placement may know of a head, of the policy that will read from it and of the memory.
 */
export function placementSource(
  head: HeadData,
  policy: HeadPolicy,
  shape: VectorShape,
): PlacementSource {
  const { promptTokens, decodeSteps, queryHeads } = head;
  return {
    promptTokens,
    tokens: promptTokens + decodeSteps,
    shape,
    clusters: () => policy.clusters?.() ?? head.clusters(starcMethod(starcAsplos26)),
    earlySelections: () =>
      Array.from({ length: earlySteps(decodeSteps) }, (_, step) =>
        Array.from(queryHeads, (_head, member) => policy.select(member, step).slice()),
      ),
  };
}
