import { softmax } from "../../kernels/softmax";
import { firstTokens } from "../../policy/full";
import type { HeadData, HeadPolicy } from "../../policy/policy";

/** How much of exact attention one selection keeps. NaN where the trace lacks what it needs. */
export interface AttentionMetrics {
  /** Sum of the full softmax over the selected tokens, 0 .. 1; needs keys and queries. */
  readonly massKept: number;
  /** Share of the min(B, context) tokens of highest q·k that were selected, 0 .. 1. */
  readonly recall: number;
  /**
   * |o - o_full| / |o_full|, where o is attention over the selection alone, its softmax summing to
   * 1 there; needs values too. Where o_full is zero: 0 if o is zero as well, else infinite.
   */
  readonly outputError: number;
}

const unknown: AttentionMetrics = { massKept: NaN, recall: NaN, outputError: NaN };

/**
 * Compares selections of one head with exact attention, in 64-bit floats from the softmax on.
 * Exact attention is kept for the latest member and step: ask for all runs of a step together.
 */
export class HeadMetrics {
  readonly #head: HeadData;
  readonly #everyToken: Uint32Array;
  readonly #weights: Float64Array;
  readonly #meanValue: RunningMean;
  #member = -1;
  #step = -1;
  #output: Float64Array = new Float64Array(0);

  constructor(head: HeadData) {
    const tokens = head.promptTokens + head.decodeSteps;
    this.#head = head;
    this.#everyToken = firstTokens(tokens);
    this.#weights = new Float64Array(tokens);
    this.#meanValue = new RunningMean(head.values, head.headDimension);
  }

  /**
   * @param selection what `policy` reads at this step: distinct, ascending
   * @param budget B of the recall
   * @param policy who made the selection; without it attention is exact on the selection
   */
  measure(
    member: number,
    step: number,
    selection: Uint32Array,
    budget: number,
    policy?: HeadPolicy,
  ): AttentionMetrics {
    if (this.#head.keys.length === 0 || this.#head.queries.length === 0) return unknown;
    this.#attendFully(member, step);
    const weights = this.#weights;
    let massKept = 0;
    // Counted, not iterated: the compiler gives up on the iterator in some runs, which then take a
    // fifth longer.
    let at = 0;
    while (at < selection.length) massKept += weights[selection[at++]];
    return {
      // Rounding can carry a sum of weights past 1.
      massKept: Math.min(1, massKept),
      recall: this.#recall(selection, budget),
      outputError: this.#outputError(selection, policy),
    };
  }

  #attendFully(member: number, step: number): void {
    if (member === this.#member && step === this.#step) return;
    const { values, softmaxScale } = this.#head;
    const scores = this.#head.scores(member, step);
    softmax(scores, scores.length, softmaxScale, this.#weights);
    if (values.length > 0) {
      const context = this.#everyToken.subarray(0, scores.length);
      this.#output = this.#head.attend(scores, context);
    }
    this.#member = member;
    this.#step = step;
  }

  #recall(selection: Uint32Array, budget: number): number {
    const highest = this.#head.highest(this.#member, this.#step, budget);
    // A selection of everything, the dense case, has them all.
    const context = this.#head.promptTokens + this.#step + 1;
    return selection.length === context ? 1 : countCommon(selection, highest) / highest.length;
  }

  #outputError(selection: Uint32Array, policy: HeadPolicy | undefined): number {
    const { values, headDimension } = this.#head;
    if (values.length === 0) return NaN;
    const member = this.#member;
    const step = this.#step;
    const exact = this.#head.scores(member, step);
    const approximate = policy?.approximateScores?.(member, step);
    const share = policy?.attentionShare?.(member, step) ?? 1;
    // Exact attention over every token is what the output is compared with.
    const isExact = approximate === undefined && share === 1;
    if (isExact && selection.length === exact.length) return 0;
    const output = this.#head.attend(approximate ?? exact, selection);
    if (share < 1) {
      const mean = this.#meanValue.of(exact.length);
      for (let d = 0; d < headDimension; d++) output[d] = share * output[d] + (1 - share) * mean[d];
    }
    return relativeError(output, this.#output);
  }
}

/** Tokens that two ascending lists have in common. */
export function countCommon(a: Uint32Array, b: Uint32Array): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const difference = a[i] - b[j];
    if (difference === 0) common++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return common;
}

/** |actual - exact| / |exact| in the Euclidean norm; 0 / 0 counts as 0. */
export function relativeError(actual: Float64Array, exact: Float64Array): number {
  let error = 0;
  let size = 0;
  for (let d = 0; d < exact.length; d++) {
    error += (actual[d] - exact[d]) ** 2;
    size += exact[d] ** 2;
  }
  return error === 0 ? 0 : Math.sqrt(error / size);
}

/** Mean of the first rows of a matrix; cheap while the number of rows grows. */
class RunningMean {
  readonly #rows: Float32Array;
  readonly #sum: Float64Array;
  #count = 0;

  constructor(rows: Float32Array, dimension: number) {
    this.#rows = rows;
    this.#sum = new Float64Array(dimension);
  }

  of(count: number): Float64Array {
    const dimension = this.#sum.length;
    if (count < this.#count) {
      this.#sum.fill(0);
      this.#count = 0;
    }
    for (; this.#count < count; this.#count++) {
      const at = this.#count * dimension;
      for (let d = 0; d < dimension; d++) this.#sum[d] += this.#rows[at + d];
    }
    return this.#sum.map((sum) => sum / count);
  }
}
