/** Consecutive slots of one line that belong to one cluster. */
interface Piece {
  readonly cluster: number;
  readonly first: number;
  readonly count: number;
}

/** Free slots of one line: `first` .. `end - 1`. */
interface Gap {
  first: number;
  readonly end: number;
}

const room = (gap: Gap): number => gap.end - gap.first;

/**
 * Deals the slots `from` .. `to - 1` out to clusters so that each touches few lines; never more, over
 * all clusters, than lying one behind the other.
 * @param sizes tokens of each cluster; their sum is `to - from`
 * @param slotsPerLine slots of a line; lines begin at multiples of it
 * @returns slots of each cluster, its largest pieces first: a prefix touches as few lines as the
 *   pieces allow
 */
export function packLines(
  from: number,
  to: number,
  sizes: readonly number[],
  slotsPerLine: number,
): Uint32Array[] {
  const gaps = () => gapsBetween(from, to, slotsPerLine);
  const packed = packedPieces(gaps(), sizes, slotsPerLine);
  const contiguous = contiguousPieces(gaps(), sizes);
  const pieces = packed.length <= contiguous.length ? packed : contiguous;
  return sizes.map((size, cluster) => {
    const slots = new Uint32Array(size);
    let filled = 0;
    const own = pieces.filter((piece) => piece.cluster === cluster);
    for (const { first, count } of own.sort((a, b) => b.count - a.count || a.first - b.first)) {
      for (let i = 0; i < count; i++) slots[filled++] = first + i;
    }
    return slots;
  });
}

/**
 * Whole lines first, then what is left of each cluster, the largest first, into the tightest gap
 * that takes it; only where none does, it is split over the widest gaps.
 */
function packedPieces(
  gaps: readonly Gap[],
  sizes: readonly number[],
  slotsPerLine: number,
): Piece[] {
  const wholeLines = gaps.filter((gap) => room(gap) === slotsPerLine);
  const left = [...sizes];
  const pieces: Piece[] = [];
  const take = (cluster: number, gap: Gap): void => {
    const count = Math.min(room(gap), left[cluster]);
    pieces.push({ cluster, first: gap.first, count });
    gap.first += count;
    left[cluster] -= count;
  };
  for (const cluster of sizes.keys()) {
    while (left[cluster] >= slotsPerLine && wholeLines.length > 0) {
      take(cluster, wholeLines.shift()!);
    }
  }
  const largestFirst = [...sizes.keys()].sort((a, b) => left[b] - left[a] || a - b);
  for (const cluster of largestFirst) {
    while (left[cluster] > 0) take(cluster, bestGap(gaps, left[cluster]));
  }
  return pieces;
}

/** Clusters one behind the other, cut where a line ends. */
function contiguousPieces(gaps: Gap[], sizes: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [cluster, size] of sizes.entries()) {
    for (let left = size; left > 0;) {
      const gap = gaps[0];
      const count = Math.min(room(gap), left);
      pieces.push({ cluster, first: gap.first, count });
      gap.first += count;
      left -= count;
      if (room(gap) === 0) gaps.shift();
    }
  }
  return pieces;
}

/** The lines of a range of slots, the first and the last maybe in part. */
function gapsBetween(from: number, to: number, slotsPerLine: number): Gap[] {
  const gaps: Gap[] = [];
  for (let first = from; first < to;) {
    const end = Math.min(to, (Math.floor(first / slotsPerLine) + 1) * slotsPerLine);
    gaps.push({ first, end });
    first = end;
  }
  return gaps;
}

/** The tightest gap that takes `count` slots, or else the widest; the first among equals. */
function bestGap(gaps: readonly Gap[], count: number): Gap {
  const fitting = gaps.filter((gap) => room(gap) >= count);
  return fitting.length > 0
    ? fitting.reduce((best, gap) => (room(gap) < room(best) ? gap : best))
    : gaps.reduce((best, gap) => (room(gap) > room(best) ? gap : best));
}
