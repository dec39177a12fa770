import type { Addresses } from "./kernel-memory";
import type { KernelModule, Kernels } from "./kernel-module";

/** Counters of the radix selection. */
const histogramBytes = 4 * 2048;

type Block = "scores" | "results" | "histogram";

/** What is done with one row of scores: the fast twin of `topIndices`. */
export class RowKernel {
  private readonly kernels: Kernels;
  private readonly at: Addresses<Block>;

  /** @param capacity the most scores that a row will ever have */
  constructor(module: KernelModule, capacity: number) {
    this.kernels = module.start();
    this.at = this.kernels.memory.layOut<Block>({
      scores: 4 * capacity,
      results: 4 * capacity,
      histogram: histogramBytes,
    });
  }

  /**
   * Indices of the `k` highest of the first `count` scores, ascending; among equal scores the lowest
   * indices win.
   * @param scores finite values
   * @param indices receives the result; at least min(k, count) long
   * @returns the filled part of `indices`
   */
  topIndices(scores: Float32Array, count: number, k: number, indices: Uint32Array): Uint32Array {
    const { at, kernels } = this;
    const { memory, run } = kernels;
    const found = Math.max(0, Math.min(k, count));
    if (found > 0) {
      memory.floats(at.scores, count).set(scores.subarray(0, count));
      run.topIndices(at.scores, count, found, at.results, at.histogram);
      indices.set(memory.integers(at.results, found));
    }
    return indices.subarray(0, found);
  }
}
