import { tilePoints } from "../../kernels/kernel-layout";
import { groupCentroids } from "./centroid-groups";
import { tilesPerCall } from "./lloyd-problem";
import type { PrunableProblem, PruningGroups } from "./pruning-blocks";
import { roundingMargins } from "./rounding-margins";

/** Covers the few roundings of a path or bound, relative. */
const slack = 2 ** -22;

/**
 * The assignment of Lloyd's k-means with most comparisons left out (assembly/assign-pruned.ts). The
 * labels are those of comparing everything, to the last bit: a group is passed over only where even
 * the rounding of scores could not have let one of its centroids win or tie.
 */
export class PrunedAssignment {
  /** How far the centroids of each group have moved at most, summed over updates, [groups]. */
  private readonly paths: Float64Array;
  private sorted = false;

  /** @param problem not yet assigned */
  constructor(
    private readonly problem: PrunableProblem,
    private readonly groups: PruningGroups,
  ) {
    const { k, dimension, at, tileCount, kernels } = problem;
    const { memory, run } = kernels;
    this.paths = new Float64Array(groups.count);
    const groupSize = 4 * groups.quads;
    const order = groupCentroids(memory.floats(at.centred, k * dimension), dimension, groupSize);
    memory.integers(at.centroidOrder, k).set(order);
    const groupOf = memory.integers(at.groupOf, k);
    for (const [place, centroid] of order.entries()) {
      groupOf[centroid] = Math.floor(place / groupSize);
    }
    run.tileSquares(at.tiles, tileCount, dimension, at.squares);
    this.bounds().fill(-Infinity);
    this.placedLabels().fill(0);
  }

  /**
   * Finds the nearest centroid of every point. The first time it compares everything, and sorts the
   * points by what it found.
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
    const labels = this.placedLabels();
    const next = kernels.memory.integers(at.next, count);
    for (let place = 0; place < count; place++) next[order[place]] = labels[place];
    if (!this.sorted) this.sortPoints();
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

  /**
   * Gives points new places, those of a cluster together and those of near clusters near, so that
   * the points of a tile can pass over the same groups.
   */
  private sortPoints(): void {
    const { problem } = this;
    const { count, k, dimension, at, tileCount, kernels } = problem;
    const { memory, run } = kernels;
    const placeOf = new Uint32Array(k);
    for (const [place, centroid] of memory.integers(at.centroidOrder, k).entries()) {
      placeOf[centroid] = place;
    }
    const labels = this.placedLabels().slice(0, count);
    const next = new Uint32Array(k + 1);
    for (const label of labels) next[placeOf[label] + 1]++;
    for (let place = 0; place < k; place++) next[place + 1] += next[place];
    const order = memory.integers(at.order, count);
    for (let point = 0; point < count; point++) order[next[placeOf[labels[point]]]++] = point;

    this.sorted = true;
    this.sortBounds(order);
    const placed = this.placedLabels();
    for (let place = 0; place < placed.length; place++) {
      placed[place] = labels[order[Math.min(place, count - 1)]];
    }
    problem.packPoints();
    run.tileSquares(at.tiles, tileCount, dimension, at.squares);
  }

  private sortBounds(order: Uint32Array): void {
    const bounds = this.bounds();
    const old = bounds.slice();
    const tileSize = tilePoints * this.groups.count;
    for (let place = 0; place < this.problem.tileCount * tilePoints; place++) {
      const point = order[Math.min(place, order.length - 1)];
      const to = Math.floor(place / tilePoints) * tileSize + (place % tilePoints);
      const from = Math.floor(point / tilePoints) * tileSize + (point % tilePoints);
      for (let at = 0; at < tileSize; at += tilePoints) bounds[to + at] = old[from + at];
    }
  }

  /** [tiles][groups][8] */
  private bounds(): Float32Array {
    const { at, tileCount, kernels } = this.problem;
    return kernels.memory.floats(at.bounds, tileCount * tilePoints * this.groups.count);
  }

  /** The label of each place, [tiles][8]. */
  private placedLabels(): Uint32Array {
    const { at, tileCount, kernels } = this.problem;
    return kernels.memory.integers(at.placedLabels, tileCount * tilePoints);
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
    fields.push(at.groupOf, at.pathFloor, at.pathCeiling, at.bounds, at.placedLabels);
    fields.push(at.best, at.compared);
    memory.integers(at.work, fields.length).set(fields);
    const { above, below } = this.margins();
    memory.floats(at.work + 4 * fields.length, 2).set([above, below]);
  }

  private margins(): ReturnType<typeof roundingMargins> {
    const { at, count, k, dimension, kernels } = this.problem;
    const squares = kernels.memory.floats(at.squares, count);
    const centred = kernels.memory.floats(at.centred, k * dimension);
    const longestCentroid = Math.sqrt(largestSquare(centred, dimension));
    return roundingMargins(dimension, Math.sqrt(largest(squares)), longestCentroid);
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
