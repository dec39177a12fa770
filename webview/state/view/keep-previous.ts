import type { SimulationPlan } from "../../../src/shared/protocol";
import type { PageStore, PreviousResults } from "../page-state";

/**
 * Keeps the results that a changed configuration or a rewritten file replaces: the last complete
 * ones. Simulating the same again replaces nothing.
 */
export function keepPrevious(store: PageStore): void {
  let latest: PreviousResults | undefined;
  store.watch(
    ({ simulation }) => [simulation.phase, simulation.results],
    ([phase, results]) => {
      const { trace, previous } = store.state;
      const isSame = results && isSamePlan(results.plan, latest?.results.plan);
      const isReplaced = latest && !(isSame && trace.header === latest.trace.header);
      if (isReplaced && latest !== previous) store.update({ previous: latest });
      if (phase === "complete" && results) latest = { trace, results };
    },
  );
}

function isSamePlan(a: SimulationPlan, b: SimulationPlan | undefined): boolean {
  return a.runs === b?.runs && a.scope.layers[0] === b.scope.layers[0];
}
