import type { Better } from "../../../../src/shared/figures";

/** A run as the Pareto plot sees it. */
export interface Tradeoff {
  /** Less is better. */
  readonly cost: number;
  readonly quality: number;
}

/**
 * Indices of the trade-offs that no other dominates, by ascending cost; those that are equal in
 * both are all in. Trade-offs without both numbers are left out.
 */
export function paretoFront(all: readonly Tradeoff[], better: Better): number[] {
  const sign = better === "more" ? 1 : -1;
  const worth = (index: number) => sign * all[index].quality;
  const known = all.flatMap(({ cost, quality }, index) => {
    return Number.isFinite(cost) && Number.isFinite(quality) ? [index] : [];
  });
  known.sort((a, b) => all[a].cost - all[b].cost || worth(b) - worth(a) || a - b);
  const front: number[] = [];
  for (const index of known) {
    const last = front.at(-1);
    const isBetter = last === undefined || worth(index) > worth(last);
    const isEqual =
      last !== undefined && worth(index) === worth(last) && all[index].cost === all[last].cost;
    if (isBetter || isEqual) front.push(index);
  }
  return front;
}
