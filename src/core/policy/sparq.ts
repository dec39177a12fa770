import { scoreKeyChannels } from "../kernels/score-keys";
import { softmax } from "../kernels/softmax";
import { topIndices } from "../kernels/top-indices";
import { parameterValue } from "./parameter";
import type { HeadData, HeadPolicy, Policy, PolicyParameter } from "./policy";

const channelCount: PolicyParameter = {
  name: "channels",
  description: "Channels r of every key that are read to rank the tokens.",
  minimum: 1,
  maximum: 1024,
  default: 16,
  integer: true,
};

const localTokens: PolicyParameter = {
  name: "localTokens",
  description: "Newest tokens, always read.",
  minimum: 0,
  maximum: 4096,
  default: 16,
  integer: true,
};

/** SparQ Attention (Ribar et al., ICML 2024, arXiv 2312.04985). */
export const sparq: Policy = {
  id: "sparq",
  label: "SparQ",
  description:
    "The B tokens that rank highest by the r largest channels of the query; the mean value stands in for the rest.",
  needs: ["keys", "queries"],
  usesBudget: true,
  parameters: [channelCount, localTokens],
  defaultPlacement: "token-order",
  start: (head, budget, parameters) =>
    rankByChannels(
      head,
      budget,
      Math.min(parameterValue(channelCount, parameters), head.headDimension),
      parameterValue(localTokens, parameters),
    ),
};

function rankByChannels(
  head: HeadData,
  budget: number,
  channelsRead: number,
  newest: number,
): HeadPolicy {
  const { headDimension, promptTokens, softmaxScale } = head;
  const tokens = promptTokens + head.decodeSteps;
  const scores = new Float32Array(tokens);
  const weights = new Float64Array(tokens);
  const tokensRead = new Uint32Array(tokens);

  const queryOf = (member: number, step: number): Float32Array =>
    head.queries[member].subarray(step * headDimension, (step + 1) * headDimension);

  /** Channels where the group's queries are largest together, ascending. */
  const channelsAt = (step: number): Uint32Array => {
    const sums = new Float64Array(headDimension);
    for (const member of head.queries.keys()) {
      for (const [d, value] of queryOf(member, step).entries()) sums[d] += Math.abs(value);
    }
    return topIndices(sums, headDimension, channelsRead, new Uint32Array(headDimension));
  };

  const select = (member: number, step: number): Uint32Array => {
    const context = promptTokens + step + 1;
    const channels = channelsAt(step);
    const query = queryOf(member, step);
    scoreKeyChannels(query, head.keys, headDimension, context, channels, scores);
    const local = Math.min(newest, budget, context);
    const ranked = topIndices(scores, context - local, budget - local, tokensRead).length;
    for (let i = 0; i < local; i++) tokensRead[ranked + i] = context - local + i;
    return tokensRead.subarray(0, ranked + local);
  };

  return {
    select,
    indexWork: (_member, step) => ({ kind: "channels", channels: channelsAt(step) }),
    attentionShare(member, step) {
      const selection = select(member, step);
      const query = queryOf(member, step);
      const context = promptTokens + step + 1;
      softmax(scores, context, softmaxScale * temperature(query, channelsAt(step)), weights);
      let share = 0;
      for (const token of selection) share += weights[token];
      return Math.min(1, share);
    },
  };
}

/**
 * What scores over some channels are multiplied with to be as far apart as scores over all:
 * sqrt(|q|₁ / |q_r|₁) (SparQ, section 4). A query that is zero there ranks nothing: 1.
 */
function temperature(query: Float32Array, channels: Uint32Array): number {
  let all = 0;
  for (const value of query) all += Math.abs(value);
  let some = 0;
  for (const channel of channels) some += Math.abs(query[channel]);
  return some > 0 ? Math.sqrt(all / some) : 1;
}
