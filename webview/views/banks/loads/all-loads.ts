import type { BankMetric, Catalog } from "../../../../src/shared/protocol";
import { sameMembers } from "../../../../src/shared/same-members";
import type { ResultSet } from "../../../state/results/result-set";
import { RunLoads } from "./run-loads";
import type { StackLoads } from "./stack-loads";

/** A run among results. */
export interface RunResults {
  readonly results: ResultSet;
  readonly run: number;
}

/** The devices of two runs have other banks: there is no bank by bank difference. */
export const otherBanks = "other banks";

interface KeptDifference {
  readonly of: readonly unknown[];
  readonly loads: StackLoads;
}

/** The loads of several runs, each kept up on its own, and their differences to another one. */
export class AllLoads {
  readonly #runs = new Map<number, RunLoads>();
  readonly #differences = new Map<RunLoads, KeptDifference>();

  of({ results, run }: RunResults, catalog: Catalog): RunLoads {
    const loads = this.#runs.get(run) ?? new RunLoads(run);
    this.#runs.set(run, loads);
    loads.follow(results, catalog);
    return loads;
  }

  /**
   * How much more the banks of a run have than those of another one, computed anew only where one
   * of them has changed. Undefined until a head of each has arrived.
   */
  difference(
    run: RunLoads,
    baseline: RunLoads,
    metric: BankMetric,
  ): StackLoads | typeof otherBanks | undefined {
    if (run.stack && baseline.stack && !run.stack.isLike(baseline.stack)) return otherBanks;
    const of = [run.version, baseline, baseline.version, metric];
    const known = this.#differences.get(run);
    if (known && sameMembers(of, known.of)) return known.loads;
    const other = baseline.of(metric);
    const loads = other && run.of(metric)?.minus(other);
    if (loads) this.#differences.set(run, { of, loads });
    return loads;
  }
}
