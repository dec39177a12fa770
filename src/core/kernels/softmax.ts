/**
 * Softmax of `scale * scores`, computed in 64-bit floats from the largest score down, so that it
 * cannot overflow.
 * @param scores the first `count` are read; `count` is at least 1
 * @param weights receives the softmax in its first `count` places
 */
export function softmax(
  scores: Float32Array | Float64Array,
  count: number,
  scale: number,
  weights: Float64Array,
): void {
  let highest = -Infinity;
  for (let i = 0; i < count; i++) highest = Math.max(highest, scale * scores[i]);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i] = Math.exp(scale * scores[i] - highest);
  for (let i = 0; i < count; i++) weights[i] /= sum;
}
