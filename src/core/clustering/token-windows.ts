import type { TokenClusters } from "./token-clusters";

/** Tokens `from` .. `to - 1`. */
export interface TokenWindow {
  readonly from: number;
  readonly to: number;
}

/** Clusters of the tokens of one window. */
export interface WindowClusters {
  /** Cluster of each token of the window, below k. */
  readonly labels: Uint32Array;
  /** Row-major [k, dimension]. */
  readonly centroids: Float32Array;
  /** Updates of the centroids that were made. */
  readonly iterations: number;
}

/**
 * Windows over the prompt without its sinks, then over what is decoded.
 * @param promptWindow tokens in a window of the prompt, whose last window may be shorter
 * @param decodeWindow tokens in a window of decoded tokens, of which only complete ones count
 */
export function tokenWindows(
  sinks: number,
  promptTokens: number,
  tokens: number,
  promptWindow: number,
  decodeWindow: number,
): TokenWindow[] {
  const windows: TokenWindow[] = [];
  for (let from = sinks; from < promptTokens; from += promptWindow) {
    windows.push({ from, to: Math.min(from + promptWindow, promptTokens) });
  }
  for (let from = promptTokens; from + decodeWindow <= tokens; from += decodeWindow) {
    windows.push({ from, to: from + decodeWindow });
  }
  return windows;
}

/**
 * Joins the clusters of windows that follow each other without a gap, from token `sinks` on.
 * A window's clusters exist from the context that holds all its tokens.
 */
export function joinWindows(
  windows: readonly TokenWindow[],
  clusters: readonly WindowClusters[],
  sinks: number,
  dimension: number,
): TokenClusters {
  const windowOffsets = new Uint32Array(windows.length + 1);
  for (const [w, { centroids }] of clusters.entries()) {
    windowOffsets[w + 1] = windowOffsets[w] + centroids.length / dimension;
  }
  const total = windowOffsets[windows.length];
  const centroids = new Float32Array(total * dimension);
  const offsets = new Uint32Array(total + 1);
  const members = new Uint32Array((windows.at(-1)?.to ?? sinks) - sinks);
  for (const [w, window] of windows.entries()) {
    const first = windowOffsets[w];
    centroids.set(clusters[w].centroids, first * dimension);
    const own = offsets.subarray(first, windowOffsets[w + 1] + 1);
    appendMembers(window, clusters[w].labels, own, members);
  }
  const windowCount = (context: number): number => {
    let low = 0;
    let high = windows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (windows[middle].to <= context) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    dimension,
    centroids,
    offsets,
    windowOffsets,
    members,
    sinks,
    windowCount,
    clusterCount: (context) => windowOffsets[windowCount(context)],
    clusteredTokens: (context) => windows[windowCount(context) - 1]?.to ?? sinks,
    meanIterations(length) {
      const made = clusters.filter((_, w) => windows[w].to - windows[w].from === length);
      if (made.length === 0) return undefined;
      return made.reduce((sum, { iterations }) => sum + iterations, 0) / made.length;
    },
  };
}

/**
 * Writes the tokens of a window to `members`, cluster by cluster.
 * @param offsets of the window's clusters and the one after; the first is already right
 */
function appendMembers(
  window: TokenWindow,
  labels: Uint32Array,
  offsets: Uint32Array,
  members: Uint32Array,
): void {
  const start = offsets[0];
  const sizes = new Uint32Array(offsets.length - 1);
  for (const label of labels) sizes[label]++;
  for (let c = 0; c < sizes.length; c++) offsets[c + 1] = offsets[c] + sizes[c];
  const next = offsets.slice();
  for (const [i, label] of labels.entries()) members[next[label]++] = window.from + i;
  if (next[sizes.length - 1] !== start + labels.length) throw new Error("a label is out of range");
}
