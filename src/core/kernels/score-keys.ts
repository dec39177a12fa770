/**
 * Dot products of one query with the first `count` keys, summed in 64-bit floats.
 * @param query [D]
 * @param keys row-major, at least [count, D]
 * @param scores receives q·k in its first `count` places, unscaled
 */
export function scoreKeys(
  query: Float32Array,
  keys: Float32Array,
  dimension: number,
  count: number,
  scores: Float32Array | Float64Array,
): void {
  // Two running sums let the processor overlap additions that would otherwise wait for each other.
  const paired = dimension - (dimension % 2);
  for (let key = 0, at = 0; key < count; key++, at += dimension) {
    let even = 0;
    let odd = 0;
    for (let d = 0; d < paired; d += 2) {
      even += query[d] * keys[at + d];
      odd += query[d + 1] * keys[at + d + 1];
    }
    if (paired < dimension) even += query[paired] * keys[at + paired];
    scores[key] = even + odd;
  }
}

/**
 * As `scoreKeys`, with some channels only.
 * @param channels indices below D
 */
export function scoreKeyChannels(
  query: Float32Array,
  keys: Float32Array,
  dimension: number,
  count: number,
  channels: Uint32Array,
  scores: Float32Array,
): void {
  for (let key = 0, at = 0; key < count; key++, at += dimension) {
    let sum = 0;
    for (const channel of channels) sum += query[channel] * keys[at + channel];
    scores[key] = sum;
  }
}
