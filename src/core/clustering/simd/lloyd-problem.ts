import {
  copyRows,
  countUp,
  paddedDimension,
  quadBytes,
  quadsOf,
  tileLane,
  tilesOf,
  unpaddedRows,
} from "../../kernels/kernel-layout";
import type { Addresses } from "../../kernels/kernel-memory";
import type { Kernels } from "../../kernels/kernel-module";
import type { Clustering } from "../engine";

/** Tiles per call of a kernel: short calls let the engine replace its first, slow code early. */
export const tilesPerCall = 64;

type Block =
  | "rows"
  | "centre"
  | "tiles"
  | "order"
  | "labels"
  | "next"
  | "centroids"
  | "centred"
  | "centroidOrder"
  | "quads"
  | "sums"
  | "sizes"
  | "drifts"
  | "best";

/**
 * One large k-means problem in the kernels' memory.
 *
 * Tiles and quads hold points and centroids less the mean of all points: distances stay the same,
 * while x·c - |c|^2 / 2 loses less to rounding where the points share a large part, as keys do. The
 * means themselves are taken of the points as they are.
 */
export class LloydProblem<Extra extends string = never> {
  readonly count: number;
  readonly k: number;
  /** Channels with the zeros that fill them up. */
  readonly dimension: number;
  readonly tileCount: number;
  readonly at: Addresses<Block | Extra>;

  /** @param extra bytes of further blocks */
  constructor(
    readonly kernels: Kernels,
    points: Float32Array,
    private readonly givenDimension: number,
    initial: Float32Array,
    extra: Readonly<Record<Extra, number>>,
  ) {
    const count = points.length / givenDimension;
    const k = initial.length / givenDimension;
    const dimension = paddedDimension(givenDimension);
    const tileCount = tilesOf(count);
    const blocks: Record<Block, number> = {
      rows: 4 * count * dimension,
      centre: 4 * dimension,
      tiles: tileCount * tileLane * dimension,
      order: 4 * count,
      labels: 4 * count,
      next: tileCount * tileLane,
      centroids: 4 * k * dimension,
      centred: 4 * k * dimension,
      centroidOrder: 4 * k,
      quads: quadsOf(k) * quadBytes(dimension),
      sums: 8 * k * dimension,
      sizes: 4 * k,
      drifts: 8 * k,
      best: 5 * tileLane,
    };
    this.count = count;
    this.k = k;
    this.dimension = dimension;
    this.tileCount = tileCount;
    this.at = kernels.memory.layOut<Block | Extra>({ ...blocks, ...extra });
    this.load(points, initial);
  }

  /** The nearest centroid of every point, by comparing it with every centroid. */
  assignAll(): void {
    const { at, k, dimension, tileCount } = this;
    const { run } = this.kernels;
    this.packCentroids();
    for (let from = 0; from < tileCount; from += tilesPerCall) {
      const to = Math.min(from + tilesPerCall, tileCount);
      run.assign(at.tiles, from, to, at.quads, k, dimension, at.best, at.next);
    }
  }

  /**
   * Moves the centroids to the means of the labels in `next`.
   * @returns the farthest that a component moved
   */
  update(zeroEmpty: boolean): number {
    const { at, k, dimension } = this;
    const { run } = this.kernels;
    run.moveSums(at.rows, this.count, dimension, at.labels, at.next, at.sums, at.sizes);
    return run.updateMeans(
      at.sums,
      at.sizes,
      k,
      dimension,
      at.centre,
      zeroEmpty ? 1 : 0,
      at.centroids,
      at.centred,
      at.drifts,
    );
  }

  packCentroids(): void {
    const { at, k, dimension } = this;
    this.kernels.run.packCentroids(at.centred, at.centroidOrder, k, dimension, at.quads);
  }

  packPoints(): void {
    const { at, count, dimension } = this;
    this.kernels.run.packPoints(at.rows, at.order, count, dimension, at.centre, at.tiles);
  }

  /** Labels as of the last update, [count]. */
  labels(): Uint32Array {
    return this.kernels.memory.integers(this.at.labels, this.count);
  }

  result(iterations: number): Clustering {
    const { at, k, dimension, givenDimension, kernels } = this;
    const centroids = kernels.memory.floats(at.centroids, k * dimension);
    return {
      labels: this.labels().slice(),
      centroids: unpaddedRows(centroids, givenDimension),
      iterations,
    };
  }

  private load(points: Float32Array, initial: Float32Array): void {
    const { at, count, k, dimension, kernels } = this;
    const { memory, run } = kernels;
    copyRows(points, this.givenDimension, memory.floats(at.rows, count * dimension));
    const centroids = memory.floats(at.centroids, k * dimension);
    copyRows(initial, this.givenDimension, centroids);
    countUp(memory.integers(at.order, count));
    countUp(memory.integers(at.centroidOrder, k));

    const centre = memory.floats(at.centre, dimension);
    centre.set(this.meanOfAll());
    const centred = memory.floats(at.centred, k * dimension);
    for (let i = 0; i < centred.length; i++) centred[i] = centroids[i] - centre[i % dimension];
    this.packPoints();

    memory.doubles(at.sums, k * dimension).fill(0);
    memory.integers(at.sizes, k).fill(0);
    run.clearLabels(at.labels, count);
  }

  /** The mean of all points: that of a single cluster. */
  private meanOfAll(): Float64Array {
    const { at, count, dimension, kernels } = this;
    const { memory, run } = kernels;
    const sum = memory.doubles(at.sums, dimension).fill(0);
    memory.integers(at.next, count).fill(0);
    run.clearLabels(at.labels, count);
    run.moveSums(at.rows, count, dimension, at.labels, at.next, at.sums, at.sizes);
    return sum.map((value) => value / count);
  }
}
