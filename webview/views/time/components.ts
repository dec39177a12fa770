import { phaseFigures, type StepColumn } from "../../../src/shared/figures";

/** One part of a sum: its column, what it is called, and the phase whose looks it has. */
export interface Component {
  readonly column: StepColumn;
  readonly label: string;
  /** Code of a phase. */
  readonly look: number;
}

/** Phases of a step in the order in which they run, by cycles. */
export const phaseCycles: readonly Component[] = phaseFigures.map(({ label, cycles }, look) => {
  return { column: cycles, label, look };
});

export const phaseEnergies: readonly Component[] = phaseFigures.map(({ label, energy }, look) => {
  return { column: energy, label, look };
});

/** What the energy of all phases is spent on, in looks of phases that are not hatched. */
export const energyParts: readonly Component[] = [
  { column: "activationEnergy", label: "Opening rows", look: 0 },
  { column: "readEnergy", label: "Reading cells", look: 2 },
  { column: "transferEnergy", label: "Moving data", look: 4 },
  { column: "arithmeticEnergy", label: "Arithmetic", look: 6 },
];
