import type { ClusteringEngine } from "../clustering/engine";
import type { TokenClusters } from "../clustering/token-clusters";
import { scoreKeys } from "../kernels/score-keys";
import type { HeadData } from "./policy";

/** The part of `HeadData` that is read from a trace. */
export type HeadArrays = Omit<HeadData, "scores" | "clusters">;

/** A head whose scores and clusters are computed when they are first asked for. */
export function createHeadData(arrays: HeadArrays, engine: ClusteringEngine): HeadData {
  const { promptTokens, decodeSteps, headDimension, keys, queries } = arrays;
  const tokens = promptTokens + decodeSteps;
  const scores = new Float32Array(tokens);
  let scoredMember = -1;
  let scoredStep = -1;
  const clusters = new Map<string, TokenClusters>();
  return {
    ...arrays,
    scores(member, step) {
      const context = promptTokens + step + 1;
      // Several policies ask for the same row, one after the other.
      if (member !== scoredMember || step !== scoredStep) {
        const query = queries[member].subarray(step * headDimension, (step + 1) * headDimension);
        scoreKeys(query, keys, headDimension, context, scores);
        scoredMember = member;
        scoredStep = step;
      }
      return scores.subarray(0, context);
    },
    clusters(method) {
      let built = clusters.get(method.id);
      if (!built) {
        built = method.build(keys, headDimension, promptTokens, tokens, engine);
        clusters.set(method.id, built);
      }
      return built;
    },
  };
}
