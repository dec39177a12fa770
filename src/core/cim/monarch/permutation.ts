/**
 * The permutation P of b * b values: they are written row by row into a b x b matrix and read
 * column by column, (P v)[j * b + i] = v[i * b + j]. P is its own inverse and its own transpose.
 * @param values [b * b]
 */
export function permute(values: Float64Array, blockSize: number): Float64Array {
  const permuted = new Float64Array(values.length);
  for (let i = 0; i < blockSize; i++) {
    for (let j = 0; j < blockSize; j++) permuted[j * blockSize + i] = values[i * blockSize + j];
  }
  return permuted;
}
