import type { Better } from "../../../../src/shared/figures";

/** The figures of one run, as a point. */
export interface PlotPoint {
  /** In full. */
  readonly name: string;
  /** What stands beside the point. */
  readonly label: string;
  /** From left to right and upwards, in the units of the axes. */
  readonly across: number;
  readonly up: number;
  /** Place among the colours of runs. */
  readonly colour: number;
  /** Of what the page's runs are compared with, hollow; or one budget of many, small. */
  readonly kind: "run" | "other" | "budget";
  /** The run that is worked on. */
  readonly isShown: boolean;
  /** What a press does. */
  readonly onPick?: () => void;
}

/** A figure as an axis. */
export interface PlotAxis {
  readonly label: string;
  readonly unit: string;
  /** Written in percent. */
  readonly isShare: boolean;
  readonly better: Better;
}

/** The points of one trace that no other of it beats, from the best of what lies across. */
export interface Front {
  readonly label: string;
  readonly points: readonly PlotPoint[];
}

/** One policy with ever larger budgets. */
export interface BudgetLine {
  readonly colour: number;
  readonly points: readonly PlotPoint[];
}

/** What a plot shows; every point has both figures. */
export interface PlotContent {
  readonly points: readonly PlotPoint[];
  readonly fronts: readonly Front[];
  readonly lines: readonly BudgetLine[];
  /** A cross-hair goes through it. */
  readonly baseline: PlotPoint | undefined;
  readonly across: PlotAxis;
  readonly up: PlotAxis;
}
