import { copyRows, countUp, paddedDimension, unpaddedRows } from "../../kernels/kernel-layout";
import type { Kernels } from "../../kernels/kernel-module";
import type { Clustering, LloydOptions } from "../engine";

/** The kernels count in 32 bits. */
const mostIterations = 2 ** 31 - 1;

/** Small problems of one shape, one call of the kernels each: everything stays in the first caches. */
export class WindowProblem {
  private readonly padded: number;
  private readonly at;

  /**
   * @param count points of a window
   * @param k clusters of a window
   */
  constructor(
    private readonly kernels: Kernels,
    private readonly count: number,
    private readonly dimension: number,
    private readonly k: number,
  ) {
    const padded = paddedDimension(dimension);
    const { memory, run } = kernels;
    this.padded = padded;
    this.at = memory.layOut({
      rows: 4 * count * padded,
      identity: 4 * count,
      zeros: 4 * padded,
      labels: 4 * count,
      centroids: 4 * k * padded,
      scratch: run.windowScratch(count, padded, k),
    });
    countUp(memory.integers(this.at.identity, count));
    memory.floats(this.at.zeros, padded).fill(0);
  }

  /**
   * @param points row-major [count, dimension]
   * @param initial row-major [k, dimension]
   */
  solve(points: Float32Array, initial: Float32Array, options: LloydOptions): Clustering {
    const { at, count, dimension, k, kernels, padded } = this;
    const { memory, run } = kernels;
    const centroids = memory.floats(at.centroids, k * padded);
    copyRows(points, dimension, memory.floats(at.rows, count * padded));
    copyRows(initial, dimension, centroids);
    const iterations = run.clusterWindow(
      at.rows,
      count,
      padded,
      k,
      Math.min(options.maxIterations, mostIterations),
      options.tolerance,
      options.emptyCluster === "zero" ? 1 : 0,
      at.identity,
      at.zeros,
      at.labels,
      at.centroids,
      at.scratch,
    );
    return {
      labels: memory.integers(at.labels, count).slice(),
      centroids: unpaddedRows(centroids, dimension),
      iterations,
    };
  }
}
