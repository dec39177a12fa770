import type { RunConfiguration } from "../core/simulation/run/configuration";
import type { TraceHeader } from "../core/trace/trace";
import { defaultView } from "./default-view";
import { kvHeadOf } from "./heads";
import { stillPicked } from "./picked";
import type { Picked, StepRange, ViewState } from "./protocol/view-state";
import { viewNamed, withNewNames } from "./renamed-views";
import { stylesFor } from "./run-styles";

/**
 * Makes a kept view fit the trace it is about to show: the file may have been rewritten, and the
 * view may be one that an older version of the extension kept.
 * @param keptBefore what was kept, parts of it maybe under older names; absent parts come from `fallback`
 * @param isKnown whether a run can still be simulated; others are left out
 */
export function fitViewState(
  keptBefore: Partial<ViewState>,
  fallback: ViewState,
  header: TraceHeader,
  isKnown: (run: RunConfiguration) => boolean = () => true,
): ViewState {
  const kept = withNewNames(keptBefore);
  const view = { ...fallback, ...kept };
  const known = view.runs.filter((run) => isKnown(run));
  const runs = known.length > 0 ? known : fallback.runs;
  const queryHead = within(view.queryHead, header.queryHeads);
  const fitted = {
    ...view,
    view: viewNamed(view.view) ?? fallback.view,
    layer: header.layers.some(({ id }) => id === view.layer) ? view.layer : fallback.layer,
    queryHead,
    kvHead: kvHeadOf(header, queryHead),
    step: within(view.step, header.decodeSteps),
    runs,
    runStyles: stylesFor(runs, view),
    shownRun: within(view.shownRun, runs.length),
    scope: { ...defaultView.scope, ...view.scope },
    stepRange: rangeIn(header, view.stepRange),
    runsTable: { ...defaultView.runsTable, ...view.runsTable },
    strip: { ...defaultView.strip, ...view.strip },
    heatMap: { ...defaultView.heatMap, ...view.heatMap },
    time: { ...defaultView.time, ...(kept.time ?? fallback.time) },
    timeline: { ...defaultView.timeline, ...(kept.timeline ?? fallback.timeline) },
    tokens: { ...defaultView.tokens, ...view.tokens },
    clusters: { ...defaultView.clusters, ...view.clusters },
    compare: { ...defaultView.compare, ...view.compare },
  };
  return { ...fitted, picked: pickedIn(header, stillPicked(view, fitted)) };
}

/** A rewritten trace may have fewer tokens. */
function pickedIn({ tokens }: TraceHeader, picked: Picked | null): Picked | null {
  return picked?.kind === "token" && picked.token >= tokens ? null : picked;
}

/** A rewritten trace may have fewer steps. */
function rangeIn({ decodeSteps }: TraceHeader, range: StepRange | null): StepRange | null {
  if (!range || range.fromStep >= Math.min(range.toStep, decodeSteps)) return null;
  return { fromStep: range.fromStep, toStep: Math.min(range.toStep, decodeSteps) };
}

/** The index nearest to `value` in a list of `length`; 0 for an empty list. */
function within(value: number, length: number): number {
  return Math.max(0, Math.min(Math.trunc(value), length - 1));
}
