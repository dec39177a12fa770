import type { HeadData, HeadPolicy, Policy } from "./policy";

export const full: Policy = {
  id: "full",
  label: "Full",
  description: "Reads every token: what all others are compared with.",
  needs: [],
  usesBudget: false,
  parameters: [],
  defaultPlacement: "token-order",
  start: readEverything,
};

/** Every token of the context at every step. */
export function readEverything(head: HeadData): HeadPolicy {
  const tokens = firstTokens(head.promptTokens + head.decodeSteps);
  return {
    select: (_member, step) => tokens.subarray(0, head.promptTokens + step + 1),
    indexWork: () => ({ kind: "none" }),
  };
}

/** Token indices 0 .. count - 1. */
export function firstTokens(count: number): Uint32Array {
  return new Uint32Array(count).map((_, token) => token);
}
