import { fitViewState } from "../../../src/shared/fit-view";
import type { OpenedTrace, ViewState } from "../../../src/shared/protocol";
import { isKnown } from "./view-of-plan";

/** A view that a trace can be shown with: what does not fit it is as the trace opens at first. */
export function fittedView(trace: OpenedTrace, kept: Partial<ViewState> | undefined): ViewState {
  const { viewState, header, catalog } = trace;
  return fitViewState(kept ?? {}, viewState, header, (run) => isKnown(run, catalog));
}

/** What a page brings along to a trace: a panel only how it shows what its editor has chosen. */
export function ownParts(
  { panel }: OpenedTrace,
  kept: Partial<ViewState> = {},
): Partial<ViewState> {
  if (!panel) return kept;
  const { heatMap, time } = kept;
  return { ...(heatMap && { heatMap }), ...(time && { time }) };
}
