import { softmax } from "../../kernels/softmax";
import type { HeadData } from "../policy";

/**
 * Attention that each token of the prompt gets from a member's first steps, added up.
 * @returns [P]
 */
export function promptAttention(head: HeadData, member: number, steps: number): Float64Array {
  const sums = new Float64Array(head.promptTokens);
  const weights = new Float64Array(head.promptTokens + head.decodeSteps);
  for (let step = 0; step < Math.min(steps, head.decodeSteps); step++) {
    const scores = head.scores(member, step);
    softmax(scores, scores.length, head.softmaxScale, weights);
    for (let token = 0; token < sums.length; token++) sums[token] += weights[token];
  }
  return sums;
}
