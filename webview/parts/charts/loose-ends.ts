/**
 * Ends of an axis that need not begin at 0: what values differ in fills it, with room around.
 * @param most that a value can be; the axis ends there
 */
export function looseEnds(
  values: readonly number[],
  most = Infinity,
): {
  readonly low: number;
  readonly high: number;
} {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low || Math.abs(high) || 1) * 0.2;
  return {
    low: low >= 0 ? Math.max(0, low - margin) : low - margin,
    high: Math.max(high, Math.min(most, high + margin)),
  };
}
