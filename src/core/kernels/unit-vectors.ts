/** A shorter vector has no direction to speak of; it is divided by this instead of its length. */
const shortestLength = 1e-12;

/**
 * Rows scaled to length 1; a zero row stays zero.
 * @param rows row-major [n, D]
 * @returns row-major [n, D]
 */
export function unitVectors(rows: Float32Array, dimension: number): Float32Array {
  const units = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at += dimension) {
    let squares = 0;
    for (let d = at; d < at + dimension; d++) squares += rows[d] * rows[d];
    const length = Math.max(Math.sqrt(squares), shortestLength);
    for (let d = at; d < at + dimension; d++) units[d] = rows[d] / length;
  }
  return units;
}
