import { phaseNames } from "../pim/program/phase";
import type { StepColumn } from "./step-figures";

/** What a phase of a step takes. */
export interface PhaseFigures {
  /** Begins with a capital. */
  readonly label: string;
  readonly cycles: StepColumn;
  readonly energy: StepColumn;
  /** True where published evaluations leave the phase out. */
  readonly isUnpublished: boolean;
}

const columns: readonly Omit<PhaseFigures, "label">[] = [
  { cycles: "writeQueryCycles", energy: "writeQueryEnergy", isUnpublished: false },
  { cycles: "indexCycles", energy: "indexEnergy", isUnpublished: true },
  { cycles: "scoreCycles", energy: "scoreEnergy", isUnpublished: false },
  { cycles: "softmaxCycles", energy: "softmaxEnergy", isUnpublished: false },
  { cycles: "contextCycles", energy: "contextEnergy", isUnpublished: false },
  { cycles: "clusteringCycles", energy: "clusteringEnergy", isUnpublished: true },
  { cycles: "refreshCycles", energy: "refreshEnergy", isUnpublished: false },
];

/** The phases of a step by code, in the order in which they run. */
export const phaseFigures: readonly PhaseFigures[] = columns.map((names, code) => {
  const name = phaseNames[code];
  return { label: name.charAt(0).toUpperCase() + name.slice(1), ...names };
});
