/** Smallest and largest value of every channel over the tokens of each page. */
export interface PageBounds {
  /** Row-major [pages, D]. */
  readonly minimum: Float32Array;
  /** Row-major [pages, D]. */
  readonly maximum: Float32Array;
}

/**
 * Bounds of consecutive pages of `pageTokens` keys; the last page may hold fewer.
 * @param keys row-major, at least [count, D]
 */
export function pageBounds(
  keys: Float32Array,
  dimension: number,
  count: number,
  pageTokens: number,
): PageBounds {
  const pages = Math.ceil(count / pageTokens);
  const minimum = new Float32Array(pages * dimension).fill(Infinity);
  const maximum = new Float32Array(pages * dimension).fill(-Infinity);
  for (let token = 0; token < count; token++) {
    const page = Math.floor(token / pageTokens) * dimension;
    for (let d = 0; d < dimension; d++) {
      const value = keys[token * dimension + d];
      if (value < minimum[page + d]) minimum[page + d] = value;
      if (value > maximum[page + d]) maximum[page + d] = value;
    }
  }
  return { minimum, maximum };
}

/**
 * Upper bound of q·k over the keys of each page: sum over d of max(q_d·min_d, q_d·max_d)
 * (Quest, arXiv 2406.10774, section 3.2).
 * @param scores receives one bound per page, for the first `pages` pages
 */
export function scorePages(
  query: Float32Array,
  bounds: PageBounds,
  dimension: number,
  pages: number,
  scores: Float32Array | Float64Array,
): void {
  const { minimum, maximum } = bounds;
  for (let page = 0, at = 0; page < pages; page++, at += dimension) {
    let sum = 0;
    for (let d = 0; d < dimension; d++) {
      const value = query[d];
      sum += value * (value >= 0 ? maximum[at + d] : minimum[at + d]);
    }
    scores[page] = sum;
  }
}
