import type {
  DeviceEntry,
  HeadResult,
  StepColumn,
  TimingState,
  ViewState,
} from "../../../src/shared/protocol";
import type { ResultSet } from "../../state/result-set";

/** A result column of one run, summarised as the view asks; NaN where there is no figure. */
export type Summary = (column: StepColumn) => number;

/** Bytes of a column: what a bank delivers per read. */
const columnBytes = 32;

/**
 * Mean of a column over the heads and steps that the view shows. Undefined while none of the
 * run's heads that it asks for has arrived.
 */
export function summarise(results: ResultSet, run: number, view: ViewState): Summary | undefined {
  const heads = headsShown(results, run, view);
  if (heads.length === 0) return undefined;
  return (column) => {
    const means = heads.map((head) => {
      const values = head.columns[column];
      return view.timing.steps === "shown" ? values[view.step - head.fromStep] : meanOf(values);
    });
    return meanOf(means);
  };
}

/** Values of a column at every step, as a mean over the heads that the view shows. */
export function summariseSteps(
  results: ResultSet,
  run: number,
  view: ViewState,
  column: StepColumn,
): Float64Array {
  const heads = headsShown(results, run, view);
  const sums = new Float64Array(heads.length > 0 ? heads[0].steps : 0);
  for (const head of heads) {
    const values = head.columns[column];
    for (let step = 0; step < sums.length; step++) sums[step] += values[step];
  }
  return sums.map((sum) => sum / heads.length);
}

/**
 * Cycles that the useful columns take at the channel's peak: 32 bytes each, over the bytes that
 * all-bank reads of open rows deliver per cycle. No policy that reads these columns is faster.
 */
export function peakCycles(summary: Summary, device: DeviceEntry): number {
  return (summary("columnsUseful") * columnBytes) / device.peakBytesPerCycle;
}

/** What one cycle is worth in the unit of the view. */
export function cycleLength(unit: TimingState["unit"], device: DeviceEntry): number {
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
  if (view.timing.heads === "mean") return results.ofRun(run);
  const head = results.find(run, view.queryHead);
  return head ? [head] : [];
}

/** Mean of the values that exist; NaN where none does. */
function meanOf(values: Float64Array | readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}
