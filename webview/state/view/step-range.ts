import type { StepRange, ViewState } from "../../../src/shared/protocol";
import { changeView, type PageStore } from "../page-state";

/** All steps from one to another, whichever comes first. */
export function rangeBetween(one: number, other: number): StepRange {
  return { fromStep: Math.min(one, other), toStep: Math.max(one, other) + 1 };
}

/**
 * Where the shown step and the marked steps get to as the end at the shown step moves by so many
 * steps; the other end stays. Nothing is marked once both ends meet.
 */
export function extendRange(
  { step, stepRange }: Pick<ViewState, "step" | "stepRange">,
  by: number,
  steps: number,
): Pick<ViewState, "step" | "stepRange"> {
  const to = Math.max(0, Math.min(step + by, steps - 1));
  const anchor = anchorOf(step, stepRange);
  return { step: to, stepRange: to === anchor ? null : rangeBetween(anchor, to) };
}

/** Moves the end of the marked steps that the shown step is at, or begins to mark there. */
export function markSteps(store: PageStore, by: number): void {
  const { trace, view } = store.state;
  changeView(store, extendRange(view, by, trace.header.decodeSteps));
}

/** `steps 3–17` */
export function rangeText({ fromStep, toStep }: StepRange): string {
  return toStep - fromStep === 1 ? `step ${fromStep}` : `steps ${fromStep}–${toStep - 1}`;
}

function anchorOf(step: number, range: StepRange | null): number {
  if (step === range?.fromStep) return range.toStep - 1;
  return step + 1 === range?.toStep ? range.fromStep : step;
}
