import { wasted, type FigureReader } from "./derived-figures";
import { stepColumnNames, stepFigures, type StepColumn, type StepFigure } from "./step-figures";

/** What reports tell of every step and run: what is measured, and what follows from that alone. */
export type ReportedFigure = StepColumn | "wasted";

/** In their order in tables and files. */
export const reportedNames: readonly ReportedFigure[] = [...stepColumnNames, "wasted"];

export const reportedFigures: Readonly<Record<ReportedFigure, StepFigure>> = {
  ...stepFigures,
  wasted: {
    label: wasted.label,
    unit: wasted.unit,
    meaning: wasted.meaning,
    needs: wasted.needs,
    better: wasted.better,
    least: 0,
    most: 1,
    ofNothing: NaN,
  },
};

/** A figure of the columns of a step, or of their means over several. */
export function reportedValue(name: ReportedFigure, of: FigureReader): number {
  return name === "wasted" ? wasted.value(of) : of(name);
}

/** A figure at each step, [steps]. */
export function reportedColumn(
  name: ReportedFigure,
  columns: Readonly<Record<StepColumn, Float64Array>>,
): Float64Array {
  if (name !== "wasted") return columns[name];
  return Float64Array.from(columns.columnsRead, (_, step) => {
    return wasted.value((column) => columns[column][step]);
  });
}
