import type { Matrix } from "../../parts/heat-map/matrix";

/** How evenly a load is spread over banks. */
export interface LoadStatistics {
  /** Banks that were counted. */
  readonly banks: number;
  readonly largest: number;
  readonly mean: number;
  /** Largest / mean; 1 is perfect, NaN without any load. */
  readonly imbalance: number;
  /** Standard deviation / mean (coefficient of variation); 0 is perfect. */
  readonly variation: number;
}

/** Statistics over every bank that has a load or could have one; NaN cells do not count. */
export function loadStatistics({ values }: Matrix): LoadStatistics {
  const loads = values.filter((value) => !Number.isNaN(value));
  const banks = loads.length;
  const mean = loads.reduce((sum, load) => sum + load, 0) / banks;
  const largest = loads.reduce((most, load) => Math.max(most, load), -Infinity);
  const variance = loads.reduce((sum, load) => sum + (load - mean) ** 2, 0) / banks;
  return {
    banks,
    largest: banks > 0 ? largest : NaN,
    mean,
    imbalance: mean > 0 ? largest / mean : NaN,
    variation: mean > 0 ? Math.sqrt(variance) / mean : NaN,
  };
}
