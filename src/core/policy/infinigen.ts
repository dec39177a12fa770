import { scoreKeyChannels } from "../kernels/score-keys";
import { topIndices } from "../kernels/top-indices";
import { observedSteps, sumOverQueries } from "./head/observed-steps";
import { parameterValue } from "./parameter";
import { perMember } from "./head/per-member";
import type { Policy, PolicyParameter } from "./policy";

const channelShare: PolicyParameter = {
  name: "channelShare",
  description: "Share of the channels of every key that are read to rank the tokens.",
  minimum: 0.001,
  maximum: 1,
  default: 0.2,
  integer: false,
};

const alpha: PolicyParameter = {
  name: "alpha",
  description: "Tokens are read whose scaled score lies less than this below the highest.",
  minimum: 0,
  maximum: 1000,
  default: 4,
  integer: false,
};

/** InfiniGen (Lee et al., OSDI 2024, arXiv 2406.19707), without its offline skewing of weights. */
export const infinigen: Policy = {
  id: "infinigen",
  label: "InfiniGen",
  description:
    "Tokens whose score over a fifth of the channels comes within 4 of the highest, at most B. The channels come from the queries of the first steps in place of the prompt's.",
  needs: ["keys", "queries"],
  usesBudget: true,
  parameters: [channelShare, alpha, observedSteps],
  defaultPlacement: "token-order",
  start(head, budget, parameters) {
    const { headDimension, promptTokens, softmaxScale } = head;
    const distance = parameterValue(alpha, parameters) / softmaxScale;
    const steps = parameterValue(observedSteps, parameters);
    const share = parameterValue(channelShare, parameters);
    const count = Math.max(1, Math.floor(share * headDimension));
    const channelsOf = perMember((member) => {
      const sizes = sumOverQueries(head, member, steps, Math.abs);
      return topIndices(sizes, headDimension, count, new Uint32Array(headDimension));
    });
    const tokens = promptTokens + head.decodeSteps;
    const scores = new Float32Array(tokens);
    const tokensRead = new Uint32Array(tokens);
    return {
      select(member, step) {
        const context = promptTokens + step + 1;
        const query = head.queries[member].subarray(
          step * headDimension,
          (step + 1) * headDimension,
        );
        scoreKeyChannels(query, head.keys, headDimension, context, channelsOf(member), scores);
        let highest = -Infinity;
        for (let token = 0; token < context; token++) highest = Math.max(highest, scores[token]);
        let near = 0;
        for (let token = 0; token < context; token++) {
          if (scores[token] > highest - distance) near++;
        }
        return topIndices(scores, context, Math.min(budget, Math.max(1, near)), tokensRead);
      },
      indexWork: (member) => ({ kind: "channels", channels: channelsOf(member) }),
    };
  },
};
