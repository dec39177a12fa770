/** A 32-bit float's rounding, relative. */
const rounding = 2 ** -24;

/**
 * How far rounding can take a squared distance |x|^2 - 2 s from the truth, s = x·c - |c|^2 / 2.
 * A sum of D products in 32-bit floats errs by at most D roundings of the sum of their magnitudes,
 * twice that where products are rounded too (Higham, Accuracy and Stability of Numerical
 * Algorithms, section 3.1).
 * @param longestPoint largest |x|
 * @param longestCentroid largest |c|
 */
export function roundingMargins(
  dimension: number,
  longestPoint: number,
  longestCentroid: number,
): {
  /** The truth is at most this above. For the best centroid: with room for another's own error. */
  readonly above: number;
  /** The truth is at most this below. */
  readonly below: number;
} {
  const relative = 2 * (dimension + 4) * rounding;
  const score = relative * (longestPoint * longestCentroid + longestCentroid ** 2 / 2);
  const square = relative * longestPoint ** 2;
  return { above: 6 * score + square, below: 2 * score + square };
}
