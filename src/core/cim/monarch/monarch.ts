/**
 * A Monarch matrix of order n = b * b (Dao et al., Monarch, ICML 2022): two block-diagonal factors
 * L and R of b blocks of b x b with permutations P between them, M = P L P R. Entry by entry
 * M[s * b + l, k * b + p] = left[l, s, k] * right[k, l, p].
 */
export interface Monarch {
  readonly blockSize: number;
  /** L, [b, b, b]: block l, output s, input k. */
  readonly left: Float64Array;
  /** R, [b, b, b]: block k, output l, input p. */
  readonly right: Float64Array;
  /** True for M = P L P R P, the form of arXiv 2510.11192: the inputs are permuted as well. */
  readonly inputPermutation: boolean;
}

/** Numbers in the two factors of a Monarch matrix: 2 n sqrt(n) = 2 b^3. */
export function monarchParameters(blockSize: number): number {
  return 2 * blockSize ** 3;
}
