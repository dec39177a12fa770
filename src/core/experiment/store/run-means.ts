import { stepColumnNames, type HeadResult, type StepColumn } from "../../simulation/run/result";
import type { RunSummary } from "../../simulation/run/summary";

/**
 * Means of every figure, head by head as they come: what `summarise` gives for all of them together,
 * to the last bit, if they come by layer and query head.
 */
export class RunMeans {
  readonly #sums = new Float64Array(stepColumnNames.length);
  readonly #counts = new Float64Array(stepColumnNames.length);

  add({ columns }: HeadResult): void {
    for (const [at, name] of stepColumnNames.entries()) {
      let sum = this.#sums[at];
      for (const value of columns[name]) {
        if (Number.isNaN(value)) continue;
        sum += value;
        this.#counts[at]++;
      }
      this.#sums[at] = sum;
    }
  }

  summary(): RunSummary {
    const means = stepColumnNames.map((name, at) => [name, this.#sums[at] / this.#counts[at]]);
    return Object.fromEntries(means) as Record<StepColumn, number>;
  }
}
