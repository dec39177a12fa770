import {
  meanAtSteps,
  meanOf,
  type FigureReader,
  type ReportedFigure,
} from "../../../src/shared/figures";
import type { DeviceEntry, HeadResult, TimeState, ViewState } from "../../../src/shared/protocol";
import type { ResultSet } from "../results/result-set";

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
  if (view.scope.steps === "mean") return (column) => meanOf(heads, column);
  const row = view.step - heads[0].fromStep;
  return (column) => meanOf(heads, column, row, row + 1);
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
