import type { HostEvent } from "../../../src/shared/protocol";
import { changeView, type PageStore } from "../page-state";
import { fittedView } from "../view/fitted-view";
import type { UndoOffer } from "../view/undo-offer";
import { viewOfPlan } from "../view/view-of-plan";
import type { Simulation } from "./simulation";

/**
 * Shows runs whose results are there already, in place of those that are shown, in Trade-off.
 * @param offer to bring those back that were shown, which then says whose runs took their place
 */
export async function showKnown(
  store: PageStore,
  simulation: Pick<Simulation, "show">,
  { plan, ticket, catalog, name }: Extract<HostEvent, { kind: "showResults" }>,
  offer: Pick<UndoOffer, "name">,
): Promise<void> {
  store.flush();
  if (catalog) store.update({ trace: { ...store.state.trace, catalog } });
  const { trace, view } = store.state;
  const change = { view: "trade-off", ...viewOfPlan(plan, view, trace.header) } as const;
  const fitted = fittedView(trace, { ...view, ...change });
  offer.name(fitted.runs, name);
  changeView(store, fitted);
  await simulation.show({ ...plan, runs: store.state.view.runs }, ticket);
}
