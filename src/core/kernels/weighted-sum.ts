/**
 * Sum of rows times their weights, in 64-bit floats.
 * @param rows row-major [n, D]
 * @param weights one per entry of `indices`
 * @param indices rows that take part
 * @returns [D]
 */
export function weightedSum(
  rows: Float32Array,
  dimension: number,
  weights: Float64Array,
  indices: Uint32Array,
): Float64Array {
  const sum = new Float64Array(dimension);
  for (let i = 0; i < indices.length; i++) {
    const weight = weights[i];
    const at = indices[i] * dimension;
    for (let d = 0; d < dimension; d++) sum[d] += weight * rows[at + d];
  }
  return sum;
}
