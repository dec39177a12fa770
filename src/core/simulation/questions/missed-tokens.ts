import { topIndices } from "../../kernels/top-indices";

/** Most missed tokens that are listed of a step: more than a picture tells apart, few to send. */
export const mostMissed = 1024;

/** What a step left unread. */
export interface MissedTokens {
  /** Full softmax mass of all tokens that were not read, 0 .. 1. */
  readonly mass: number;
  /**
   * The heaviest of them, ascending: those that carry more than an even share of the attention
   * (1 / context), `most` at most; of equally heavy ones the first. Valid until the next call.
   */
  readonly tokens: Uint32Array;
}

/** Finds what steps of a head left unread; its arrays are used again from step to step. */
export class MissedTokenFinder {
  readonly #found: Uint32Array;
  readonly #masses: Float64Array;
  readonly #best: Uint32Array;

  /**
   * @param tokens of the longest context
   * @param most tokens that are listed of a step
   */
  constructor(
    tokens: number,
    private readonly most = mostMissed,
  ) {
    this.#found = new Uint32Array(tokens);
    this.#masses = new Float64Array(tokens);
    this.#best = new Uint32Array(most);
  }

  /**
   * @param mass full softmax by token; the first `context` are read
   * @param read tokens that were read, ascending
   */
  find(mass: Float64Array, context: number, read: Uint32Array): MissedTokens {
    const evenShare = 1 / context;
    let sum = 0;
    let count = 0;
    for (let token = 0, next = 0; token < context; token++) {
      if (read[next] === token) {
        next++;
        continue;
      }
      sum += mass[token];
      if (mass[token] <= evenShare) continue;
      this.#found[count] = token;
      this.#masses[count++] = mass[token];
    }
    if (count <= this.most) return { mass: sum, tokens: this.#found.subarray(0, count) };
    const heaviest = topIndices(this.#masses, count, this.most, this.#best);
    return { mass: sum, tokens: heaviest.map((place) => this.#found[place]) };
  }
}
