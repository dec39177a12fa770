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
    return {
      select: (member, step) => head.highest(member, step, budget),
      indexWork: () => ({ kind: "none" }),
    };
  },
};
