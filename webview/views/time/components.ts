import type { StepColumn } from "../../../src/shared/figures";

/** One part of a sum: its column, what it is called, and its colour's place in the palette. */
export interface Component {
  readonly column: StepColumn;
  readonly label: string;
  readonly colour: number;
}

/** Phases of a step in the order in which they run, by cycles. */
export const phaseCycles: readonly Component[] = [
  { column: "writeQueryCycles", label: "Write query", colour: 0 },
  { column: "indexCycles", label: "Index", colour: 1 },
  { column: "scoreCycles", label: "Score", colour: 2 },
  { column: "softmaxCycles", label: "Softmax moves", colour: 3 },
  { column: "contextCycles", label: "Context", colour: 4 },
  { column: "clusteringCycles", label: "Clustering", colour: 5 },
  { column: "refreshCycles", label: "Refresh", colour: 6 },
];

export const phaseEnergies: readonly Component[] = [
  { column: "writeQueryEnergy", label: "Write query", colour: 0 },
  { column: "indexEnergy", label: "Index", colour: 1 },
  { column: "scoreEnergy", label: "Score", colour: 2 },
  { column: "softmaxEnergy", label: "Softmax, moves", colour: 3 },
  { column: "contextEnergy", label: "Context", colour: 4 },
  { column: "clusteringEnergy", label: "Clustering", colour: 5 },
  { column: "refreshEnergy", label: "Refresh", colour: 6 },
];

/** What the energy of all phases is spent on. */
export const energyParts: readonly Component[] = [
  { column: "activationEnergy", label: "Opening rows", colour: 6 },
  { column: "readEnergy", label: "Reading cells", colour: 2 },
  { column: "transferEnergy", label: "Moving data", colour: 1 },
  { column: "arithmeticEnergy", label: "Arithmetic", colour: 4 },
];
