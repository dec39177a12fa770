import type { LoadColumn } from "../../../src/shared/figures";
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
  #loads = new StackLoads(0);

  /** Undefined until the first head of the run has arrived. */
  of(results: ResultSet, run: number, metric: LoadColumn): StackLoads | undefined {
    const isMore =
      results.plan === this.#results?.plan && run === this.#run && metric === this.#metric;
    const known = isMore ? (this.#results?.heads.length ?? 0) : 0;
    if (!isMore) this.#loads = new StackLoads(results.plan.scope.toStep);
    for (const head of results.heads.slice(known)) {
      if (head.run === run) this.#loads.add(head, metric);
    }
    this.#results = results;
    this.#run = run;
    this.#metric = metric;
    return results.heads.some((head) => head.run === run) ? this.#loads : undefined;
  }
}
