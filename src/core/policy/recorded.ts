import type { Policy } from "./policy";

export const recorded: Policy = {
  id: "recorded",
  label: "Recorded selection",
  description: "The selection stored in the trace. What its policy read to decide is unknown.",
  needs: ["selection"],
  usesBudget: false,
  parameters: [],
  defaultPlacement: "token-order",
  start: (head) => ({
    select(member, step) {
      const { offsets, tokens } = head.selections[member];
      return Uint32Array.from(tokens.subarray(offsets[step], offsets[step + 1]));
    },
    indexWork: () => ({ kind: "none" }),
  }),
};
