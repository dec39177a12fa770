/**
 * Hands out indices by falling score, one at a time; among equal scores the lowest index first.
 * For callers that stop early: a heap costs one pass to build and a logarithm per index taken.
 */
export class BestFirst {
  #scores: Float32Array | Float64Array;
  readonly #heap: Uint32Array;
  #size = 0;

  /** @param capacity the most scores that will ever be given */
  constructor(capacity: number) {
    this.#scores = new Float64Array(0);
    this.#heap = new Uint32Array(capacity);
  }

  /** Starts over with the first `count` scores, which must not change until the next start. */
  start(scores: Float32Array | Float64Array, count: number): void {
    this.#scores = scores;
    this.#size = count;
    for (let i = 0; i < count; i++) this.#heap[i] = i;
    for (let i = (count >>> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  /** The best index not handed out yet, or -1 when none is left. */
  next(): number {
    if (this.#size === 0) return -1;
    const best = this.#heap[0];
    this.#heap[0] = this.#heap[--this.#size];
    this.#sink(0);
    return best;
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const moving = heap[from];
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isBefore(heap[child + 1], heap[child])) child++;
      if (!this.#isBefore(heap[child], moving)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moving;
  }

  #isBefore(a: number, b: number): boolean {
    const difference = this.#scores[a] - this.#scores[b];
    return difference > 0 || (difference === 0 && a < b);
  }
}
