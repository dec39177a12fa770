/** First place whose value is at least `value`, or the length; `sorted` ascends. */
export function firstFrom(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Place of the value nearest to `value`, the earlier of two; -1 where there is none. */
export function nearest(sorted: Uint32Array, value: number): number {
  const after = firstFrom(sorted, value);
  if (after === 0) return sorted.length > 0 ? 0 : -1;
  if (after === sorted.length) return after - 1;
  return value - sorted[after - 1] <= sorted[after] - value ? after - 1 : after;
}
