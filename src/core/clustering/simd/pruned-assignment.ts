import { quadsOf, tileLane, tilePoints, tilesOf } from "../../kernels/kernel-layout";
import { groupCentroids } from "./centroid-groups";
import { fillLastTile, tilesPerCall, type LloydProblem } from "./lloyd-problem";

/** Quads of 4 centroids in a group: 8 centroids prune best, fewer cost more bounds. */
const leastGroupQuads = 2;
/** Larger groups where bounds would take more memory than this, in bytes. */
const mostBounds = 2 ** 27;
/** A 32-bit float's rounding, relative. */
const rounding = 2 ** -24;
/** Covers the few roundings of a path or bound, relative. */
const slack = 2 ** -22;

/** Blocks that pruning needs beside those of the problem. */
export type PruningBlock =
  | "work"
  | "squares"
  | "groupOf"
  | "pathFloor"
  | "pathCeiling"
  | "bounds"
  | "sortedLabels"
  | "compared";

export type PrunableProblem = LloydProblem<PruningBlock>;

interface Groups {
  readonly quads: number;
  readonly count: number;
}

function groupsOf(count: number, k: number): Groups {
  let quads = leastGroupQuads;
  while (boundBytes(count, Math.ceil(quadsOf(k) / quads)) > mostBounds) quads *= 2;
  return { quads, count: Math.ceil(quadsOf(k) / quads) };
}

const boundBytes = (count: number, groups: number): number => tilesOf(count) * tileLane * groups;

/** Bytes of the blocks that pruning needs. */
export function pruningBlocks(count: number, k: number): Readonly<Record<PruningBlock, number>> {
  const groups = groupsOf(count, k).count;
  const perPoint = tilesOf(count) * tileLane;
  return {
    work: 64,
    squares: perPoint,
    groupOf: 4 * k,
    pathFloor: 4 * groups,
    pathCeiling: 4 * groups,
    bounds: boundBytes(count, groups),
    sortedLabels: perPoint,
    compared: groups,
  };
}

/**
 * The assignment of Lloyd's k-means with most comparisons left out (assembly/assign-pruned.ts). The
 * labels are those of comparing everything, to the last bit: a group is passed over only where even
 * the rounding of scores could not have let one of its centroids win or tie.
 */
export class PrunedAssignment {
  private readonly groups: Groups;
  /** How far the centroids of each group have moved at most, summed over updates, [groups]. */
  private readonly paths: Float64Array;

  /** @param problem with centroids updated at least once: points are sorted by their labels */
  constructor(private readonly problem: PrunableProblem) {
    const { count, k, dimension, at, tileCount, kernels } = problem;
    const { memory, run } = kernels;
    this.groups = groupsOf(count, k);
    this.paths = new Float64Array(this.groups.count);

    const groupSize = 4 * this.groups.quads;
    const order = groupCentroids(memory.floats(at.centred, k * dimension), dimension, groupSize);
    memory.integers(at.centroidOrder, k).set(order);
    const groupOf = memory.integers(at.groupOf, k);
    for (const [place, centroid] of order.entries())
      groupOf[centroid] = Math.floor(place / groupSize);

    this.sortPoints(order);
    problem.packPoints();
    run.tileSquares(at.tiles, tileCount, dimension, at.squares);
    memory.floats(at.bounds, tileCount * tilePoints * this.groups.count).fill(-Infinity);
  }

  /**
   * Finds the nearest centroid of every point.
   * @returns the share of comparisons between tiles and groups that it took, above 0 to 1
   */
  assign(): number {
    const { problem } = this;
    const { count, at, tileCount, kernels } = problem;
    problem.packCentroids();
    this.writeWork();
    let comparisons = 0;
    for (let from = 0; from < tileCount; from += tilesPerCall) {
      const to = Math.min(from + tilesPerCall, tileCount);
      comparisons += kernels.run.assignPruned(at.work, from, to);
    }

    const order = kernels.memory.integers(at.order, count);
    const sorted = kernels.memory.integers(at.sortedLabels, count);
    const next = kernels.memory.integers(at.next, count);
    for (let place = 0; place < count; place++) next[order[place]] = sorted[place];
    return comparisons / (tileCount * this.groups.count);
  }

  /** Takes note of how far the centroids moved in an update. */
  follow(): void {
    const { k, at, kernels } = this.problem;
    const drifts = kernels.memory.doubles(at.drifts, k);
    const groupOf = kernels.memory.integers(at.groupOf, k);
    const farthest = new Float64Array(this.groups.count);
    for (let centroid = 0; centroid < k; centroid++) {
      const group = groupOf[centroid];
      farthest[group] = Math.max(farthest[group], drifts[centroid]);
    }
    for (const [group, drift] of farthest.entries()) this.paths[group] += drift;
  }

  /** Sorts places by label, neighbouring centroids together, points of a label in their order. */
  private sortPoints(centroidOrder: Uint32Array): void {
    const { count, k, at, kernels } = this.problem;
    const { memory } = kernels;
    const placeOf = new Uint32Array(k);
    for (const [place, centroid] of centroidOrder.entries()) placeOf[centroid] = place;
    const labels = this.problem.labels();
    const next = new Uint32Array(k + 1);
    for (const label of labels) next[placeOf[label] + 1]++;
    for (let place = 0; place < k; place++) next[place + 1] += next[place];
    const order = memory.integers(at.order, count);
    const sorted = memory.integers(at.sortedLabels, this.problem.tileCount * tilePoints);
    for (let point = 0; point < count; point++) {
      const place = next[placeOf[labels[point]]]++;
      order[place] = point;
      sorted[place] = labels[point];
    }
    fillLastTile(sorted, count);
  }

  /** Writes the fields of `PrunedAssignment` in assembly/assign-pruned.ts, in their order. */
  private writeWork(): void {
    const { at, k, dimension, kernels } = this.problem;
    const { memory } = kernels;
    const { count: groups, quads } = this.groups;
    const floor = memory.floats(at.pathFloor, groups);
    const ceiling = memory.floats(at.pathCeiling, groups);
    for (const [group, path] of this.paths.entries()) {
      floor[group] = path * (1 - slack);
      ceiling[group] = path * (1 + slack);
    }
    const fields = [at.tiles, at.squares, at.quads, k, dimension, quads, groups];
    fields.push(at.groupOf, at.pathFloor, at.pathCeiling, at.bounds, at.sortedLabels);
    fields.push(at.best, at.compared);
    memory.integers(at.work, fields.length).set(fields);
    const { above, below } = this.margins();
    memory.floats(at.work + 4 * fields.length, 2).set([above, below]);
  }

  /**
   * How far rounding can take a squared distance |x|^2 - 2 s from the truth, s = x·c - |c|^2 / 2.
   * A sum of D products in 32-bit floats errs by at most D roundings of the sum of their magnitudes,
   * twice that where products are rounded too (Higham, Accuracy and Stability, section 3.1). A
   * centroid passed over must lose by its own error and that of the best one's score besides.
   */
  private margins(): { readonly above: number; readonly below: number } {
    const { at, count, k, dimension, kernels } = this.problem;
    const relative = 2 * (dimension + 4) * rounding;
    const longest = Math.sqrt(largest(kernels.memory.floats(at.squares, count)));
    const starts = kernels.memory.floats(at.centred, k * dimension);
    const longestCentroid = Math.sqrt(largestSquare(starts, dimension));
    const score = relative * (longest * longestCentroid + longestCentroid ** 2 / 2);
    const square = relative * longest ** 2;
    return { above: 6 * score + square, below: 2 * score + square };
  }
}

function largest(values: Float32Array): number {
  let highest = 0;
  for (const value of values) highest = Math.max(highest, value);
  return highest;
}

/** The largest squared length of a row. */
function largestSquare(rows: Float32Array, dimension: number): number {
  let highest = 0;
  for (let at = 0; at < rows.length; at += dimension) {
    let square = 0;
    for (let d = at; d < at + dimension; d++) square += rows[d] * rows[d];
    highest = Math.max(highest, square);
  }
  return highest;
}
