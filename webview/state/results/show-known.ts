import type { HostEvent } from "../../../src/shared/protocol";
import { changeView, type PageStore } from "../page-state";
import { fittedView } from "../view/fitted-view";
import { viewOfPlan } from "../view/view-of-plan";
import type { Simulation } from "./simulation";

/** Shows runs whose results are there already, in place of those that are shown, in Trade-off. */
export async function showKnown(
  store: PageStore,
  simulation: Pick<Simulation, "show">,
  { plan, ticket, catalog }: Extract<HostEvent, { kind: "showResults" }>,
): Promise<void> {
  store.flush();
  if (catalog) store.update({ trace: { ...store.state.trace, catalog } });
  const { trace, view } = store.state;
  const change = { view: "trade-off", ...viewOfPlan(plan, view, trace.header) } as const;
  changeView(store, fittedView(trace, { ...view, ...change }));
  await simulation.show({ ...plan, runs: store.state.view.runs }, ticket);
}
