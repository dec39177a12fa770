import type { Organisation } from "../memory/organisation";
import type { Figure } from "./figure";
import { stepFigures, type StepColumn } from "./step-figures";

/** The columns of a step, or their means over several: what is derived of means is a mean. */
export type FigureReader = (column: StepColumn) => number;

/** What a figure takes from the machine. */
export interface Clock {
  /** Length of a cycle in nanoseconds. */
  readonly clockPeriod: number;
}

export interface Peak {
  /** Bytes per cycle of one channel when every all-bank read hits an open row. */
  readonly peakBytesPerCycle: number;
  readonly organisation: Pick<Organisation, "columnBytes">;
}

const amount = { needs: [], better: "less" } as const;

export const time = {
  ...amount,
  label: "Time",
  unit: "ns",
  meaning: `${stepFigures.cycles.meaning}, in the clock of the run's device`,
  value: (of: FigureReader, { clockPeriod }: Clock) => of("cycles") * clockPeriod,
} as const satisfies DerivedFigure<Clock>;

export const peakBound = {
  ...amount,
  label: "Peak bound",
  unit: "cycles",
  meaning:
    "bytes of the useful columns / peak bytes per cycle of the channel: the least that reading what " +
    "the policy selected can take on this device",
  value: (of: FigureReader, { peakBytesPerCycle, organisation }: Peak) =>
    (of("columnsUseful") * organisation.columnBytes) / peakBytesPerCycle,
} as const satisfies DerivedFigure<Peak>;

export const useful = {
  needs: [],
  better: "more",
  label: "Useful share of reads",
  unit: "",
  meaning:
    "columns that held a selected vector / columns read; over several steps and heads, the sum of " +
    "the one / the sum of the other",
  value: (of: FigureReader) => of("columnsUseful") / of("columnsRead"),
} as const satisfies DerivedFigure;

export const wasted = {
  ...amount,
  label: "Wasted reads",
  unit: "",
  meaning:
    "share of the columns read that held no selected vector: 1 − useful / read columns; over several " +
    "steps and heads, 1 − the sum of the one / the sum of the other",
  value: (of: FigureReader) => 1 - useful.value(of),
} as const satisfies DerivedFigure;

export const emptySlots = {
  ...amount,
  label: "Empty slots",
  unit: "",
  meaning: "1 − line utilisation: share of the slots in the lines read that hold no selected token",
  value: (of: FigureReader) => 1 - of("lineUtilisation"),
} as const satisfies DerivedFigure;

/** A figure that follows from step columns. */
export interface DerivedFigure<Machine = void> extends Figure {
  readonly value: (of: FigureReader, machine: Machine) => number;
}
