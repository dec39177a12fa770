import {
  meanAtSteps,
  meanOf,
  type FigureReader,
  type ReportedFigure,
} from "../../../src/shared/figures";
import type {
  DeviceEntry,
  HeadResult,
  StepRange,
  TimeState,
  ViewState,
} from "../../../src/shared/protocol";
import type { ResultSet } from "../results/result-set";

/** What of a view says over which steps figures of runs are. */
export type StepChoice = Pick<ViewState, "scope" | "step" | "stepRange">;

/**
 * The mean of a column of one run over the heads and steps that the view shows, NaN where none has
 * the figure. Undefined while none of the run's heads that it asks for has arrived.
 */
export function summarise(
  results: ResultSet,
  run: number,
  view: ViewState,
): FigureReader | undefined {
  const heads = headsShown(results, run, view);
  if (heads.length === 0) return undefined;
  const steps = stepsMeant(view);
  if (!steps) return (column) => meanOf(heads, column);
  const from = steps.fromStep - heads[0].fromStep;
  const to = steps.toStep - heads[0].fromStep;
  return (column) => meanOf(heads, column, Math.max(0, from), Math.max(0, to));
}

/** The steps that figures of runs are means over: those marked, or the shown one; undefined for all. */
export function stepsMeant({ scope, step, stepRange }: StepChoice): StepRange | undefined {
  if (stepRange) return stepRange;
  return scope.steps === "mean" ? undefined : { fromStep: step, toStep: step + 1 };
}

/** Values of a figure at every step, as a mean over the heads that the view shows. */
export function summariseSteps(
  results: ResultSet,
  run: number,
  view: ViewState,
  column: ReportedFigure,
): Float64Array {
  return meanAtSteps(headsShown(results, run, view), column);
}

/** What one cycle is worth in the unit of the view. */
export function cycleLength(
  unit: TimeState["unit"],
  device: Pick<DeviceEntry, "clockPeriod">,
): number {
  return unit === "ns" ? device.clockPeriod : 1;
}

/** The run that others are compared with: the first that reads everything, else the first. */
export function baselineOf(runs: ViewState["runs"]): number {
  return Math.max(
    0,
    runs.findIndex(({ policy }) => policy === "full"),
  );
}

function headsShown(results: ResultSet, run: number, view: ViewState): readonly HeadResult[] {
  if (view.scope.heads === "mean") return results.ofRun(run);
  const head = results.find(run, view.queryHead);
  return head ? [head] : [];
}
