import { softmax } from "./softmax";
import { weightedSum } from "./weighted-sum";

/**
 * Output of attention over some tokens, in 64-bit floats: the softmax of their scores among
 * themselves, times their values.
 * @param scores q·k by token index, unscaled
 * @param values row-major [T, D]
 * @param tokens indices of the tokens attended to; with none the output is zero
 * @returns [D]
 */
export function attend(
  scores: Float32Array | Float64Array,
  scale: number,
  values: Float32Array,
  dimension: number,
  tokens: Uint32Array,
): Float64Array {
  const weights = new Float64Array(tokens.length);
  for (let i = 0; i < tokens.length; i++) weights[i] = scores[tokens[i]];
  softmax(weights, tokens.length, scale, weights);
  return weightedSum(values, dimension, weights, tokens);
}
