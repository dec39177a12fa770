/** How evenly a load is spread over banks. */
export interface Spread {
  /** Loads that were counted. */
  readonly count: number;
  readonly smallest: number;
  readonly mean: number;
  readonly largest: number;
  /** Largest / mean; 1 is perfect. NaN without any load, also where all loads are 0. */
  readonly imbalance: number;
  /** Standard deviation / mean (coefficient of variation); 0 is perfect. NaN as `imbalance`. */
  readonly variation: number;
}

/** The spread of loads that come one by one; NaN is no load. Without any, all but `count` is NaN. */
export class SpreadMeter {
  #count = 0;
  #sum = 0;
  #squares = 0;
  #smallest = Infinity;
  #largest = -Infinity;

  add(load: number): void {
    if (Number.isNaN(load)) return;
    this.#count++;
    this.#sum += load;
    this.#squares += load * load;
    if (load < this.#smallest) this.#smallest = load;
    if (load > this.#largest) this.#largest = load;
  }

  get spread(): Spread {
    const count = this.#count;
    const isThere = count > 0;
    const mean = this.#sum / count;
    const variance = Math.max(0, this.#squares / count - mean * mean);
    const largest = isThere ? this.#largest : NaN;
    return {
      count,
      smallest: isThere ? this.#smallest : NaN,
      mean,
      largest,
      imbalance: mean > 0 ? largest / mean : NaN,
      variation: mean > 0 ? Math.sqrt(variance) / mean : NaN,
    };
  }
}

export function spreadOf(loads: Iterable<number>): Spread {
  const meter = new SpreadMeter();
  for (const load of loads) meter.add(load);
  return meter.spread;
}
