import type { Measure } from "../../../state/runs/measures";
import type { RunSummary } from "../../../state/runs/run-summaries";

/** Two figures of a run; undefined where it lacks one of them. */
export function figuresOf(run: RunSummary, across: Measure, up: Measure) {
  const figures = { across: across.value(run), up: up.value(run) };
  return Object.values(figures).every(Number.isFinite) ? figures : undefined;
}
