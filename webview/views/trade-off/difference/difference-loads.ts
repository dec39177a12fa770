import type { LoadMetric } from "../../../../src/shared/figures";
import type { Catalog } from "../../../../src/shared/protocol";
import { ShownLoads } from "../../banks/shown-loads";
import type { StackLoads } from "../../banks/stack-loads";
import type { ResultSet } from "../../../state/result-set";

/** A run among its results. */
export interface RunResults {
  readonly results: ResultSet;
  readonly run: number;
}

/** The loads of two runs and how much more the first carries. */
export interface LoadDifference {
  readonly loads: StackLoads;
  readonly baseline: StackLoads;
  readonly difference: StackLoads;
  /** The largest difference of a bank at any step, its sign left out. */
  readonly largest: number;
}

/** The devices of two runs have other banks: there is no bank by bank difference. */
export const otherBanks = "other banks";

/** The difference of two runs, computed anew only where one of them has more results. */
export class DifferenceLoads {
  readonly #ofRun = new ShownLoads();
  readonly #ofBaseline = new ShownLoads();
  #key: readonly unknown[] = [];
  #shown: LoadDifference | typeof otherBanks | undefined;

  /** Undefined until a head of each has arrived. */
  of(
    run: RunResults,
    baseline: RunResults,
    metric: LoadMetric,
    catalog: Catalog,
  ): LoadDifference | typeof otherBanks | undefined {
    const key = [run.results, run.run, baseline.results, baseline.run, metric, catalog];
    if (key.every((part, index) => part === this.#key[index])) return this.#shown;
    const loads = this.#ofRun.of(run.results, run.run, metric, catalog);
    const other = this.#ofBaseline.of(baseline.results, baseline.run, metric, catalog);
    this.#key = key;
    this.#shown = loads && other && differenceOf(loads, other);
    return this.#shown;
  }
}

function differenceOf(loads: StackLoads, baseline: StackLoads): LoadDifference | typeof otherBanks {
  if (!loads.stack.isLike(baseline.stack)) return otherBanks;
  const difference = loads.minus(baseline);
  const largest = Math.max(difference.range.largest, baseline.minus(loads).range.largest);
  return { loads, baseline, difference, largest };
}
