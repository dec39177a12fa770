import { KeptResults } from "../../../src/shared/kept-results";
import { canonicalJson } from "../../../src/shared/same-value";
import type { HeadResult, RunConfiguration, SimulationPlan } from "../../../src/shared/protocol";
import { ResultSet } from "./result-set";

/** What the page was told of all runs and layers that it has shown, until there is too much of it. */
export class KeptHeads {
  readonly #kept = new KeptResults();

  /** What is there of a plan of one layer, which is shown from now on. */
  show(plan: SimulationPlan): ResultSet {
    const keys = plan.runs.map((run) => keyOf(plan, run));
    this.#kept.show(keys);
    const { kvHeads } = plan.scope;
    const heads = keys.flatMap((key, run) => {
      const known = this.#kept.of(key).filter(({ kvHead }) => kvHeads.includes(kvHead));
      return known.map((head) => (head.run === run ? head : { ...head, run }));
    });
    return ResultSet.empty(plan).with(heads);
  }

  /** Keeps results of a plan of one layer. */
  add(plan: SimulationPlan, heads: readonly HeadResult[]): void {
    for (const head of heads) this.#kept.add(keyOf(plan, plan.runs[head.run]), head);
  }

  /** The trace is another: nothing is known of it. */
  clear(): void {
    this.#kept.clear();
  }
}

function keyOf({ scope }: SimulationPlan, run: RunConfiguration): string {
  return canonicalJson([scope, run]);
}
