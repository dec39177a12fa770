import type { LoadColumn, LoadMetric } from "../../../src/shared/figures";
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
  #metric: LoadMetric | undefined;
  /** Of each column that the metric takes. */
  #columns: readonly (readonly [LoadColumn, StackLoads])[] = [];
  #loads: StackLoads | undefined;
  #catalog: Catalog | undefined;

  /**
   * Undefined until the first head of the run has arrived, and where the device of the run is not
   * known any more.
   */
  of(
    results: ResultSet,
    run: number,
    metric: LoadMetric,
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
      this.#columns = columnsOf(metric).flatMap((column) => {
        return stack ? [[column, new StackLoads(results.plan.scope.toStep, stack)]] : [];
      });
    }
    const added = results.heads.slice(known).filter((head) => head.run === run);
    for (const [column, loads] of this.#columns) {
      for (const head of added) loads.add(head, column);
    }
    if (!isMore || added.length > 0) this.#loads = this.#combined();
    this.#results = results;
    this.#run = run;
    this.#metric = metric;
    this.#catalog = catalog;
    return results.heads.some((head) => head.run === run) ? this.#loads : undefined;
  }
  #combined(): StackLoads | undefined {
    const loads = this.#columns.map(([, columnLoads]) => columnLoads);
    const read = loads.at(1);
    return read ? loads[0].usefulShare(read) : loads.at(0);
  }
}

function columnsOf(metric: LoadMetric): readonly LoadColumn[] {
  return metric === "usefulShare" ? ["columnsUseful", "columnsRead"] : [metric];
}
