import type { ComparedRun } from "../../../state/runs/compared-runs";
import type { Measure } from "../../../state/runs/measures";

/** The runs of one trace that no other run of it beats. */
export interface Front {
  readonly label: string;
  readonly runs: readonly ComparedRun[];
}

/** What a Pareto plot shows. */
export interface ParetoContent {
  readonly runs: readonly ComparedRun[];
  /** Of each trace the runs that no other beats, by ascending cost. */
  readonly fronts: readonly Front[];
  readonly baseline: ComparedRun;
  readonly cost: Measure;
  readonly quality: Measure;
}
