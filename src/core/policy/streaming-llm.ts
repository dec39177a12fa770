import { parameterValue } from "./parameter";
import type { Policy, PolicyParameter } from "./policy";

const sinkTokens: PolicyParameter = {
  name: "sinkTokens",
  description: "First tokens of the sequence, always read.",
  minimum: 0,
  maximum: 1024,
  default: 4,
  integer: true,
};

/** StreamingLLM (Xiao et al., ICLR 2024, arXiv 2309.17453). */
export const streamingLlm: Policy = {
  id: "streaming-llm",
  label: "StreamingLLM",
  description: "The first 4 tokens and the newest B - 4: no look at keys or queries at all.",
  needs: [],
  usesBudget: true,
  parameters: [sinkTokens],
  defaultPlacement: "token-order",
  start(head, budget, parameters) {
    const sinks = Math.min(parameterValue(sinkTokens, parameters), budget);
    const tokens = new Uint32Array(head.promptTokens + head.decodeSteps);
    return {
      select(_member, step) {
        const context = head.promptTokens + step + 1;
        const count = Math.min(budget, context);
        // What lies behind the sinks moves on by this much.
        const skipped = context - count;
        for (let i = 0; i < count; i++) tokens[i] = i < sinks ? i : i + skipped;
        return tokens.subarray(0, count);
      },
      indexWork: () => ({ kind: "none" }),
    };
  },
};
