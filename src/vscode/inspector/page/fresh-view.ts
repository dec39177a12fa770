import { defaultRuns } from "../../../core/simulation/run/default-runs";
import type { TraceHeader } from "../../../core/trace/trace";
import { defaultView } from "../../../shared/default-view";
import type { ViewState } from "../../../shared/protocol";
import { stylesFor } from "../../../shared/run-styles";

/**
 * What a trace is shown with before its user has chosen anything.
 * @param budget in tokens, of the runs
 */
export function freshView(header: TraceHeader, budget: number): ViewState {
  const runs = defaultRuns(header, budget);
  return {
    ...defaultView,
    layer: header.layers[Math.floor(header.layers.length / 2)]?.id ?? 0,
    runs,
    runStyles: stylesFor(runs),
  };
}
