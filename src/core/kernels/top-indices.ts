/**
 * Indices of the `k` highest of the first `count` scores, ascending; among equal scores the lowest
 * indices win. Takes time proportional to `count`, whatever `k` is.
 * @param scores finite values
 * @param indices receives the result; at least min(k, count) long
 * @returns the filled part of `indices`
 */
export function topIndices(
  scores: Float32Array | Float64Array,
  count: number,
  k: number,
  indices: Uint32Array,
): Uint32Array {
  if (k <= 0) return indices.subarray(0, 0);
  if (k >= count) {
    for (let i = 0; i < count; i++) indices[i] = i;
    return indices.subarray(0, count);
  }
  const threshold = selectHighest(scores.slice(0, count), k);
  let above = 0;
  for (let i = 0; i < count; i++) if (scores[i] > threshold) above++;
  let equalsWanted = k - above;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const score = scores[i];
    if (score > threshold) indices[found++] = i;
    else if (score === threshold && equalsWanted > 0) {
      indices[found++] = i;
      equalsWanted--;
    }
  }
  return indices.subarray(0, found);
}

/** The k-th highest value, by Hoare's quickselect; reorders `values`. */
function selectHighest(values: Float32Array | Float64Array, k: number): number {
  const target = k - 1;
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = medianOfThree(values[low], values[(low + high) >>> 1], values[high]);
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left] > pivot) left++;
      while (values[right] < pivot) right--;
      if (left > right) break;
      const value = values[left];
      values[left++] = values[right];
      values[right--] = value;
    }
    if (target <= right) high = right;
    else if (target >= left) low = left;
    else return pivot;
  }
  return values[target];
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
