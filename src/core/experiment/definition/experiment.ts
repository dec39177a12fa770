import type { InputPlace } from "../../errors";
import type { EnergyModel } from "../../pim/energy/energy";
import type { PlacementId } from "../../placement/placement";
import type { ReportedFigure } from "../../figures/reported-figures";

/**
 * An experiment that can be repeated, as a `*.kvsim.json` file describes it: which parts of which traces
 * are simulated with which configurations. Every list is swept: the runs are all combinations of
 * policy, its parameters, budget, placement, device and switches, in the order of this type.
 */
export interface Experiment {
  /** What the experiment is called; the file's name where it gives none. */
  readonly name: string;
  /** Globs, relative to the experiment's file; `/` separates folders. */
  readonly traces: readonly string[];
  readonly layers: Choice;
  readonly kvHeads: Choice;
  /** First and last step, both simulated; the last one may lie past the trace's. */
  readonly steps: StepRange | "all";
  readonly policies: readonly PolicySweep[];
  /** Tokens per query head and step. */
  readonly budgets: readonly number[];
  /** `own` stands for the placement that the policy was designed for. */
  readonly placements: readonly (PlacementId | "own")[];
  /** Names of device presets, or paths of device files relative to the experiment's file. */
  readonly devices: readonly string[];
  readonly chargeIndex: readonly boolean[];
  readonly chargeClustering: readonly boolean[];
  readonly energyModels: readonly EnergyModel[];
  readonly limits: readonly Limit[];
}

/** Indices or ids that must be there, or every one that a trace has. */
export type Choice = readonly number[] | "all";

export interface StepRange {
  readonly first: number;
  readonly last: number;
}

/** One policy with the values that its parameters take; absent ones take their default. */
export interface PolicySweep {
  readonly policy: string;
  readonly parameters: Readonly<Record<string, readonly number[]>>;
}

/** A bound on the mean of a figure over all steps and heads of a run on one trace. */
export interface Limit {
  /** As the file calls it. */
  readonly name: string;
  readonly column: ReportedFigure;
  /** Whether the mean must not rise above the value or not fall below it. */
  readonly bound: "at-most" | "at-least";
  readonly value: number;
  /** Where the file gives it. */
  readonly place: InputPlace;
}
