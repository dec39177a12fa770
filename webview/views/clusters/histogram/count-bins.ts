/** How many values lie in each of equally wide parts of a range. */
export interface Bins {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

/** @param values those that are NaN do not count @param bins parts, at least 1 */
export function countBins(values: ArrayLike<number>, bins: number): Bins {
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity);
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of known) {
    const share = high > low ? (value - low) / (high - low) : 0;
    counts[Math.min(bins - 1, Math.floor(share * bins))]++;
  }
  return known.length > 0 ? { low, high, counts } : { low: 0, high: 0, counts };
}
