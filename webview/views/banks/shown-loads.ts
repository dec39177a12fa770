import type { LoadColumn } from "../../../src/shared/figures";
import type { Catalog } from "../../../src/shared/protocol";
import { stackOf } from "../../state/bank-address";
import type { ResultSet } from "../../state/result-set";
import { StackLoads } from "./stack-loads";

/**
 * The loads of one run and metric, kept up as results arrive: a larger set of the same plan only
 * adds its new heads.
 */
export class ShownLoads {
  #results: ResultSet | undefined;
  #run = -1;
  #metric: LoadColumn | undefined;
  #loads: StackLoads | undefined;
  #catalog: Catalog | undefined;

  /**
   * Undefined until the first head of the run has arrived, and where the device of the run is not
   * known any more.
   */
  of(
    results: ResultSet,
    run: number,
    metric: LoadColumn,
    catalog: Catalog,
  ): StackLoads | undefined {
    const isMore =
      results.plan === this.#results?.plan &&
      run === this.#run &&
      metric === this.#metric &&
      catalog === this.#catalog;
    const known = isMore ? (this.#results?.heads.length ?? 0) : 0;
    if (!isMore) {
      const stack = stackOf(catalog, results.plan.runs.at(run));
      this.#loads = stack && new StackLoads(results.plan.scope.toStep, stack);
    }
    for (const head of results.heads.slice(known)) {
      if (head.run === run) this.#loads?.add(head, metric);
    }
    this.#results = results;
    this.#run = run;
    this.#metric = metric;
    this.#catalog = catalog;
    return results.heads.some((head) => head.run === run) ? this.#loads : undefined;
  }
}
