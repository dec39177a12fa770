import { quadsOf, tileLane, tilesOf } from "../../kernels/kernel-layout";
import type { LloydProblem } from "./lloyd-problem";

/** Groups of centroids that are passed over together; all but the last are full. */
export interface PruningGroups {
  /** Quads of 4 centroids in a group. */
  readonly quads: number;
  readonly count: number;
}

/** Blocks that pruning needs beside those of the problem. */
export type PruningBlock =
  | "work"
  | "squares"
  | "groupOf"
  | "pathFloor"
  | "pathCeiling"
  | "bounds"
  | "placedLabels"
  | "compared";

export type PrunableProblem = LloydProblem<PruningBlock>;

/** More bounds than this, in bytes, would cost more memory than pruning is worth. */
const mostBounds = 2 ** 26;

/**
 * The smallest groups whose bounds fit: they prune most, and one quad is the least work at a time.
 * @param count points
 * @param room bytes for the bounds
 */
export function pruningGroups(count: number, k: number, room = mostBounds): PruningGroups {
  let quads = 1;
  let groups = quadsOf(k);
  while (groups > 1 && boundBytes(count, groups) > room) {
    quads *= 2;
    groups = Math.ceil(quadsOf(k) / quads);
  }
  return { quads, count: groups };
}

const boundBytes = (count: number, groups: number): number => tilesOf(count) * tileLane * groups;

/** Bytes of the blocks that pruning needs. */
export function pruningBlocks(
  count: number,
  k: number,
  groups: PruningGroups,
): Readonly<Record<PruningBlock, number>> {
  const perPoint = tilesOf(count) * tileLane;
  return {
    work: 64,
    squares: perPoint,
    groupOf: 4 * k,
    pathFloor: 4 * groups.count,
    pathCeiling: 4 * groups.count,
    bounds: boundBytes(count, groups.count),
    placedLabels: perPoint,
    compared: groups.count,
  };
}
