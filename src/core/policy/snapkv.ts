import { topIndices } from "../kernels/top-indices";
import { parameterValue } from "./parameter";
import { perMember } from "./head/per-member";
import type { HeadData, Policy, PolicyParameter } from "./policy";
import { promptAttention } from "./head/prompt-attention";

const windowTokens: PolicyParameter = {
  name: "windowTokens",
  description:
    "Last tokens of the prompt, always kept, and number of queries that choose the rest.",
  minimum: 1,
  maximum: 4096,
  default: 32,
  integer: true,
};

const poolTokens: PolicyParameter = {
  name: "poolTokens",
  description: "Neighbours over which attention is averaged, an odd number's worth around a token.",
  minimum: 1,
  maximum: 255,
  default: 5,
  integer: true,
};

/** SnapKV (Li et al., NeurIPS 2024, arXiv 2404.14469). */
export const snapkv: Policy = {
  id: "snapkv",
  label: "SnapKV",
  description:
    "Chosen once, at the end of the prompt: the tokens that the last 32 queries attend to most, B with those 32; decoded tokens all stay. A trace holds no prompt queries: those of the first 32 steps choose.",
  needs: ["keys", "queries"],
  usesBudget: true,
  parameters: [windowTokens, poolTokens],
  defaultPlacement: "token-order",
  start(head, budget, parameters) {
    const { promptTokens } = head;
    const window = parameterValue(windowTokens, parameters);
    const pool = parameterValue(poolTokens, parameters);
    const tokensOf = perMember((member) => {
      const kept = keptPromptTokens(head, member, budget, window, pool);
      const tokens = new Uint32Array(kept.length + head.decodeSteps);
      tokens.set(kept);
      for (let step = 0; step < head.decodeSteps; step++) {
        tokens[kept.length + step] = promptTokens + step;
      }
      return tokens;
    });
    return {
      select(member, step) {
        const tokens = tokensOf(member);
        return tokens.subarray(0, tokens.length - head.decodeSteps + step + 1);
      },
      indexWork: () => ({ kind: "none" }),
    };
  },
};

function keptPromptTokens(
  head: HeadData,
  member: number,
  budget: number,
  window: number,
  pool: number,
): Uint32Array {
  const { promptTokens } = head;
  const newest = Math.min(window, budget, promptTokens);
  const older = promptTokens - newest;
  const attention = promptAttention(head, member, window).subarray(0, older);
  const chosen = new Uint32Array(Math.min(budget, promptTokens));
  const count = topIndices(pooled(attention, pool), older, budget - newest, chosen).length;
  for (let i = 0; i < newest; i++) chosen[count + i] = older + i;
  return chosen;
}

/** Mean over a window around each place; beyond the ends lie zeros, which count. */
function pooled(values: Float64Array, width: number): Float64Array {
  const reach = Math.floor(width / 2);
  return values.map((_, place) => {
    let sum = 0;
    const end = Math.min(values.length - 1, place + reach);
    for (let i = Math.max(0, place - reach); i <= end; i++) sum += values[i];
    return sum / (2 * reach + 1);
  });
}
