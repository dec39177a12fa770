/**
 * Slots over which a diagonal wraps around: block t of a diagonal with index i lies in row slot t
 * and column slot (t + i) mod r.
 *
 * As published r is the number of slots on a side, m / b. A factor of fewer blocks, or of a number
 * that does not divide into m / b, could not be cut into whole diagonals of that length; the
 * greatest common divisor with its b blocks always can, and is m / b where that divides b. The
 * array is then a square of smaller squares of r x r slots with r diagonals each.
 */
export function ringSize(arraySize: number, blockSize: number): number {
  let [ring, rest] = [arraySize / blockSize, blockSize];
  while (rest !== 0) [ring, rest] = [rest, ring % rest];
  return ring;
}

/** a modulo n, 0 .. n - 1 for negative numbers too. */
export function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}
