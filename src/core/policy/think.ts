import { scoreKeyChannels } from "../kernels/score-keys";
import { topIndices } from "../kernels/top-indices";
import { readEverything } from "./full";
import { observedSteps, sumOverQueries } from "./head/observed-steps";
import { parameterValue } from "./parameter";
import { perMember } from "./head/per-member";
import type { HeadData, Policy, PolicyParameter } from "./policy";

const droppedShare: PolicyParameter = {
  name: "droppedShare",
  description: "Share of the key channels that is dropped.",
  minimum: 0,
  maximum: 0.99,
  default: 0.4,
  integer: false,
};

const wholeTokens: PolicyParameter = {
  name: "wholeTokens",
  description: "Newest tokens, whose keys keep every channel.",
  minimum: 0,
  maximum: 4096,
  default: 32,
  integer: true,
};

/** ThinK (Xu et al., ICLR 2025, arXiv 2407.21018). */
export const think: Policy = {
  id: "think",
  label: "ThinK",
  description:
    "Every token, but without the 40 % of key channels that matter least, except for the newest 32. The channels come from the queries of the first steps in place of the prompt's.",
  needs: ["keys", "queries"],
  usesBudget: false,
  parameters: [droppedShare, wholeTokens, observedSteps],
  defaultPlacement: "token-order",
  start(head, _budget, parameters) {
    const { headDimension, promptTokens } = head;
    const steps = parameterValue(observedSteps, parameters);
    const whole = parameterValue(wholeTokens, parameters);
    const dropped = Math.floor(parameterValue(droppedShare, parameters) * headDimension);
    const channelsOf = perMember((member) =>
      mostImportantChannels(head, member, steps, headDimension - dropped),
    );
    const scores = new Float32Array(promptTokens + head.decodeSteps);
    const wholeFrom = (step: number): number => Math.max(0, promptTokens + step + 1 - whole);
    return {
      ...readEverything(head),
      approximateScores(member, step) {
        const exact = head.scores(member, step);
        const query = head.queries[member].subarray(
          step * headDimension,
          (step + 1) * headDimension,
        );
        const from = wholeFrom(step);
        scores.set(exact);
        scoreKeyChannels(query, head.keys, headDimension, from, channelsOf(member), scores);
        return scores.subarray(0, exact.length);
      },
      keyRead: (member, step) => ({ channels: channelsOf(member), wholeFrom: wholeFrom(step) }),
    };
  },
};

/** The channels of highest mean(q²)·mean(k²) over the observed queries and the prompt's keys. */
function mostImportantChannels(
  head: HeadData,
  member: number,
  steps: number,
  count: number,
): Uint32Array {
  const { headDimension, keys, promptTokens } = head;
  const importance = sumOverQueries(head, member, steps, (value) => value * value);
  const keySquares = new Float64Array(headDimension);
  for (let i = 0; i < promptTokens * headDimension; i++) {
    keySquares[i % headDimension] += keys[i] * keys[i];
  }
  // Sums rank as means do.
  for (let d = 0; d < headDimension; d++) importance[d] *= keySquares[d];
  return topIndices(importance, headDimension, count, new Uint32Array(headDimension));
}
