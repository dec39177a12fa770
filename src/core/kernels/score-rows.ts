import type { ScoreKernel } from "./score-kernel";

/** Steps that are scored together; their rows take 4 * 32 * T bytes. */
const blockSteps = 32;

/** q·k of one head, step by step: rows are computed in blocks of steps, so that keys are read rarely. */
export class ScoreRows {
  private readonly block: Float32Array;
  private member = -1;
  private firstStep = 0;

  /**
   * @param kernel with the head's keys loaded
   * @param queries row-major [S, dimension] per member of the group
   * @param tokens all tokens of the head, T
   */
  constructor(
    private readonly kernel: ScoreKernel,
    private readonly queries: readonly Float32Array[],
    private readonly dimension: number,
    private readonly tokens: number,
  ) {
    this.block = new Float32Array(blockSteps * tokens);
  }

  /** Scores of all tokens at a step, unscaled, [T]; valid until the next call. */
  row(member: number, step: number): Float32Array {
    if (member !== this.member || Math.floor(step / blockSteps) * blockSteps !== this.firstStep) {
      this.fill(member, Math.floor(step / blockSteps) * blockSteps);
    }
    const at = (step - this.firstStep) * this.tokens;
    return this.block.subarray(at, at + this.tokens);
  }

  private fill(member: number, firstStep: number): void {
    const { dimension, tokens } = this;
    const queries = this.queries[member];
    const end = Math.min((firstStep + blockSteps) * dimension, queries.length);
    this.kernel.scores(queries.subarray(firstStep * dimension, end), tokens, this.block);
    this.member = member;
    this.firstStep = firstStep;
  }
}
