import { groupSize } from "../../../src/shared/heads";
import type {
  Catalog,
  RunConfiguration,
  SimulationPlan,
  TraceHeader,
  ViewState,
} from "../../../src/shared/protocol";

/** What of a view has to change so that it shows the runs of a plan, on a part that the plan has. */
export function viewOfPlan(
  { runs, scope }: SimulationPlan,
  view: ViewState,
  header: TraceHeader,
): Partial<ViewState> {
  const { layers, kvHeads, fromStep, toStep } = scope;
  return {
    runs,
    shownRun: 0,
    layer: layers.includes(view.layer) ? view.layer : layers[0],
    queryHead: kvHeads.includes(view.kvHead) ? view.queryHead : kvHeads[0] * groupSize(header),
    step: Math.max(fromStep, Math.min(view.step, toStep - 1)),
    compare: { ...view.compare, baseline: null },
  };
}

/** Whether the page offers all that a run names. */
export function isKnown(run: RunConfiguration, catalog: Catalog): boolean {
  return (
    catalog.policies.some(({ id }) => id === run.policy) &&
    catalog.placements.some(({ id }) => id === run.placement) &&
    catalog.devices.some(({ id }) => id === run.device)
  );
}
