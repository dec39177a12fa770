import { multiplyBlockDiagonal, type BlockDiagonal } from "./block-diagonal";
import type { Monarch } from "./monarch";
import { permute } from "./permutation";

/**
 * A Monarch matrix whose permutations went into its factors, as far as they can. Nothing is
 * computed for it: a folded factor holds the same blocks and takes its inputs with a stride.
 */
export interface FoldedMonarch {
  readonly right: BlockDiagonal;
  /** True where one permutation stays between the factors, at run time. */
  readonly middlePermutation: boolean;
  readonly left: BlockDiagonal;
}

/**
 * M = P L P R P = (P L P) P (P R P): of three permutations one is left (arXiv 2510.11192).
 * Without the input permutation M = P L P R = (P L P) R, and none is left.
 */
export function foldPermutations({
  blockSize,
  left,
  right,
  inputPermutation,
}: Monarch): FoldedMonarch {
  return {
    right: { blockSize, blocks: right, strided: inputPermutation },
    middlePermutation: inputPermutation,
    left: { blockSize, blocks: left, strided: true },
  };
}

/**
 * M x.
 * @param x [b * b]
 */
export function multiplyFolded(
  { right, middlePermutation, left }: FoldedMonarch,
  x: Float64Array,
): Float64Array {
  const between = multiplyBlockDiagonal(right, x);
  const turned = middlePermutation ? permute(between, right.blockSize) : between;
  return multiplyBlockDiagonal(left, turned);
}

/**
 * M x.
 * @param x [b * b]
 */
export function multiplyMonarch(monarch: Monarch, x: Float64Array): Float64Array {
  return multiplyFolded(foldPermutations(monarch), x);
}
