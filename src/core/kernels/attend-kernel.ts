import { copyRows, paddedDimension } from "./kernel-layout";
import type { Addresses } from "./kernel-memory";
import type { KernelModule, Kernels } from "./kernel-module";

type Block = "values" | "tokens" | "scores" | "weights" | "output";

/**
 * Attention over the values of one head, in 32-bit floats: the fast twin of `attend`. Values are
 * loaded once.
 */
export class AttendKernel {
  private readonly kernels: Kernels;
  private at: Addresses<Block> | undefined;
  private dimension = 0;
  private padded = 0;

  constructor(module: KernelModule) {
    this.kernels = module.start();
  }

  /** @param values row-major [T, dimension]; copied */
  load(values: Float32Array, dimension: number): void {
    const count = values.length / dimension;
    const padded = paddedDimension(dimension);
    const { memory } = this.kernels;
    this.at = memory.layOut<Block>({
      values: 4 * count * padded,
      tokens: 4 * count,
      scores: 4 * count,
      weights: 4 * count,
      output: 4 * padded,
    });
    copyRows(values, dimension, memory.floats(this.at.values, count * padded));
    this.dimension = dimension;
    this.padded = padded;
  }

  /**
   * Output of attention over some tokens: the softmax of their scores among themselves, times their
   * values.
   * @param scores q·k by token index, unscaled
   * @param tokens indices of the tokens attended to, distinct; with none the output is zero
   * @returns [dimension]
   */
  attend(scores: Float32Array, scale: number, tokens: Uint32Array): Float32Array {
    const { at, dimension, kernels, padded } = this;
    const { memory, run } = kernels;
    if (!at) throw new Error("no values are loaded");
    const count = tokens.length;
    if (count === 0) return new Float32Array(dimension);
    memory.integers(at.tokens, count).set(tokens);
    const own = memory.floats(at.scores, count);
    for (let i = 0; i < count; i++) own[i] = scores[tokens[i]];
    const sum = run.exponentials(at.scores, count, scale, at.weights);
    run.weightedSum(at.values, padded, at.tokens, count, at.weights, at.output);
    run.scaleAll(at.output, padded, 1 / sum);
    return memory.floats(at.output, dimension).slice();
  }
}
