/** Milliseconds that a task waits for urgent ones each time it looks up from its work. */
const longestWait = 50;

/**
 * Counts the urgent tasks that are under way, where every thread can see it: ordinary tasks leave
 * them the processor between two steps of their own, for a moment each time, so that they get on
 * even while one question follows the other.
 */
export class UrgentWork {
  /** One Int32. */
  readonly count = new SharedArrayBuffer(4);
  readonly #count = new Int32Array(this.count);

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    Atomics.add(this.#count, 0, 1);
    try {
      return await work();
    } finally {
      if (Atomics.sub(this.#count, 0, 1) === 1) Atomics.notify(this.#count, 0);
    }
  }
}

/**
 * Waits a moment where urgent tasks are under way. Only for threads that may block.
 * @param count that of an `UrgentWork`
 */
export function stepAside(count: SharedArrayBuffer): void {
  const urgent = new Int32Array(count);
  const under = Atomics.load(urgent, 0);
  if (under > 0) Atomics.wait(urgent, 0, under, longestWait);
}
