import type { Better } from "../../../../src/shared/figures";

/** Two figures of a run. */
export interface Tradeoff {
  readonly across: number;
  readonly up: number;
}

/** Which way each figure is better. */
export interface Directions {
  readonly across: Better;
  readonly up: Better;
}

/**
 * Indices of the trade-offs that no other dominates, from the best of what lies across; those that
 * are equal in both are all in. Trade-offs without both numbers are left out.
 */
export function paretoFront(all: readonly Tradeoff[], better: Directions): number[] {
  const cost = (index: number) => (better.across === "less" ? 1 : -1) * all[index].across;
  const worth = (index: number) => (better.up === "more" ? 1 : -1) * all[index].up;
  const known = [...all.keys()].filter((index) => {
    return Number.isFinite(all[index].across) && Number.isFinite(all[index].up);
  });
  known.sort((a, b) => cost(a) - cost(b) || worth(b) - worth(a) || a - b);
  const front: number[] = [];
  for (const index of known) {
    const last = front.at(-1);
    const isBetter = last === undefined || worth(index) > worth(last);
    const isEqual =
      last !== undefined && worth(index) === worth(last) && cost(index) === cost(last);
    if (isBetter || isEqual) front.push(index);
  }
  return front;
}
