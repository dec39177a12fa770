import { softmax } from "../kernels/softmax";
import { topIndices } from "../kernels/top-indices";
import { firstTokens } from "./full";
import { observedSteps } from "./head/observed-steps";
import { parameterValue } from "./parameter";
import { perMember } from "./head/per-member";
import type { HeadData, Policy } from "./policy";
import { promptAttention } from "./head/prompt-attention";

/** H2O, the heavy-hitter oracle (Zhang et al., NeurIPS 2023, arXiv 2306.14048). */
export const h2o: Policy = {
  id: "h2o",
  label: "H2O",
  description:
    "The newest B/2 tokens, rounded up, and of the others those that gathered the most attention so far; what is left out is gone for good. The attention of the first steps stands in for the prompt's own.",
  needs: ["keys", "queries"],
  usesBudget: true,
  parameters: [{ ...observedSteps, minimum: 0 }],
  defaultPlacement: "token-order",
  start(head, budget, parameters) {
    const steps = parameterValue(observedSteps, parameters);
    const cacheOf = perMember((member) => new HeavyHitterCache(head, member, budget, steps));
    return {
      select: (member, step) => cacheOf(member).at(step),
      indexWork: () => ({ kind: "none" }),
    };
  },
};

/** The tokens that one query head still has, step by step. */
class HeavyHitterCache {
  readonly #head: HeadData;
  readonly #member: number;
  readonly #budget: number;
  readonly #observedSteps: number;
  /** Attention gathered so far, by token. */
  #mass = new Float64Array(0);
  /** Ascending. */
  #kept: Uint32Array = new Uint32Array(0);
  #step = -1;

  constructor(head: HeadData, member: number, budget: number, steps: number) {
    this.#head = head;
    this.#member = member;
    this.#budget = budget;
    this.#observedSteps = steps;
    this.#reset();
  }

  at(step: number): Uint32Array {
    if (step < this.#step) this.#reset();
    while (this.#step < step) {
      if (this.#step >= 0) this.#gather();
      this.#step++;
      this.#kept = this.#evict();
    }
    return this.#kept;
  }

  #reset(): void {
    const { promptTokens, decodeSteps } = this.#head;
    this.#mass = new Float64Array(promptTokens + decodeSteps);
    this.#mass.set(promptAttention(this.#head, this.#member, this.#observedSteps));
    this.#kept = firstTokens(promptTokens);
    this.#step = -1;
  }

  /** Adds the attention that the tokens of the latest step got, among themselves. */
  #gather(): void {
    const scores = this.#head.scores(this.#member, this.#step);
    const weights = Float64Array.from(this.#kept, (token) => scores[token]);
    softmax(weights, weights.length, this.#head.softmaxScale, weights);
    for (const [i, token] of this.#kept.entries()) this.#mass[token] += weights[i];
  }

  /** Takes in the token of the latest step and leaves out what exceeds the budget. */
  #evict(): Uint32Array {
    const newest = this.#head.promptTokens + this.#step;
    const all = Uint32Array.from([...this.#kept, newest]);
    if (all.length <= this.#budget) return all;
    const recent = Math.ceil(this.#budget / 2);
    const older = all.subarray(0, all.length - recent);
    const masses = Float64Array.from(older, (token) => this.#mass[token]);
    const heavy = new Uint32Array(this.#budget - recent);
    topIndices(masses, masses.length, heavy.length, heavy);
    return Uint32Array.from([
      ...heavy.map((index) => older[index]),
      ...all.subarray(all.length - recent),
    ]);
  }
}
