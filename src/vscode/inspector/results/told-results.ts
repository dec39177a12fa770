import { canonicalJson } from "../../../core/same-value";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import type { HeadResult } from "../../../core/simulation/run/result";

/** What a page was last told of each query head of each run, in each layer. */
export class ToldResults {
  /** By what the page knows of a run, then by query head. */
  readonly #told = new Map<string, Map<number, WeakRef<HeadResult["columns"]>>>();

  /**
   * Those of some results that are news to the page, which is told them.
   * @param plan as the page asks for it: other settings give other results of the same plan
   * @param has query heads of each run of the plan that the page has
   */
  newsOf(
    { scope, runs }: SimulationPlan,
    has: readonly (readonly number[])[],
    heads: readonly HeadResult[],
  ): HeadResult[] {
    return heads.filter(({ layer, run, queryHead, columns }) => {
      const key = canonicalJson([layer, scope.fromStep, scope.toStep, runs[run]]);
      const told = this.#told.get(key) ?? new Map<number, WeakRef<HeadResult["columns"]>>();
      const isKnown = told.get(queryHead)?.deref() === columns && has.at(run)?.includes(queryHead);
      told.set(queryHead, new WeakRef(columns));
      this.#told.set(key, told);
      return !isKnown;
    });
  }
}
