import { topIndices } from "../kernels/top-indices";
import type { Policy } from "./policy";

export const tokenTopk: Policy = {
  id: "token-topk",
  label: "Token top-k",
  description:
    "The B tokens of highest q·k: the oracle of token-wise methods. What it reads to know is not charged.",
  needs: ["keys", "queries"],
  usesBudget: true,
  parameters: [],
  defaultPlacement: "token-order",
  start(head, budget) {
    const tokens = new Uint32Array(head.promptTokens + head.decodeSteps);
    return {
      select(member, step) {
        const scores = head.scores(member, step);
        return topIndices(scores, scores.length, budget, tokens);
      },
      indexWork: () => ({ kind: "none" }),
    };
  },
};
