import { policies } from "../../../core/policy/registry";
import { defaultRuns } from "../../../core/simulation/run/default-runs";
import type { TraceHeader } from "../../../core/trace/trace";
import { defaultView } from "../../../shared/default-view";
import type { RunConfiguration, ViewState } from "../../../shared/protocol";
import { denseLayersOf } from "../../../shared/dense-layers";
import { stylesFor } from "../../../shared/run-styles";

/**
 * What a trace is shown with before its user has chosen anything.
 * @param budget in tokens, of the runs
 */
export function freshView(header: TraceHeader, budget: number): ViewState {
  const runs = defaultRuns(header, budget);
  return {
    ...defaultView,
    layer: firstLayer(header, runs),
    runs,
    runStyles: stylesFor(runs),
  };
}

/** The first layer that no run reads whole by its policy's own rule; a middle one where there is none. */
function firstLayer({ layers }: TraceHeader, runs: readonly RunConfiguration[]): number {
  const dense = Math.max(...runs.map((run) => denseLayersOf(run, { policies })));
  const sparse = layers.map(({ id }) => id).filter((id) => id >= dense);
  const middle = layers.at(Math.floor(layers.length / 2))?.id ?? 0;
  return sparse.length > 0 ? Math.min(...sparse) : middle;
}
