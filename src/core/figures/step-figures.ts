import type { TensorName } from "../trace/layer-tensors";
import { labelOf, type Better, type Figure, type FigureOfNothing } from "./figure";

/** What is measured at each step of one query head. */
export interface StepFigure extends Figure {
  /** The smallest and the largest value that it can have. */
  readonly least: number;
  readonly most: number;
  readonly ofNothing: FigureOfNothing;
}

type Facts = Omit<StepFigure, "label">;

/** Something that is counted or spent: none of it where nothing is read. */
function amount(unit: string, meaning: string): Facts {
  return { unit, meaning, needs: [], better: "less", least: 0, most: Infinity, ofNothing: 0 };
}

function ratio(
  meaning: string,
  better: Better,
  [least, most]: readonly [number, number],
  ofNothing: FigureOfNothing,
  needs: readonly TensorName[] = [],
): Facts {
  return { unit: "", meaning, needs, better, least, most, ofNothing };
}

const share = [0, 1] as const;
const attention = ["keys", "queries"] as const;

const facts = {
  context: { ...amount("tokens", "tokens that the step could attend to"), ofNothing: undefined },
  tokens: amount("tokens", "tokens that the policy selected"),
  lines: amount("lines", "distinct lines of slots that hold a selected token"),
  keyRows: amount("rows", "distinct DRAM rows of keys touched"),
  valueRows: amount("rows", "distinct DRAM rows of values touched"),
  lineUtilisation: ratio(
    "selected tokens / slots of the lines; 1 means no slot is wasted",
    "more",
    share,
    NaN,
  ),
  imbalance: ratio(
    "largest / mean useful load over the banks; 1 is perfect",
    "less",
    [1, Infinity],
    NaN,
  ),
  loadVariation: ratio(
    "standard deviation / mean of the useful load over the banks",
    "less",
    [0, Infinity],
    NaN,
  ),
  // Shares of what should have been read, not of what was: reading nothing keeps none of it.
  massKept: ratio("full softmax mass on the selected tokens", "more", share, 0, attention),
  recall: ratio(
    "share of the true highest q·k tokens that were selected",
    "more",
    share,
    0,
    attention,
  ),
  // The output of nothing is zero, so all of the exact output is missing.
  outputError: ratio("relative L2 error of the attention output", "less", [0, Infinity], 1, [
    ...attention,
    "values",
  ]),
  cycles: amount("cycles", "memory cycles of the step, all phases"),
  writeQueryCycles: amount("cycles", "writing the query to the bank buffers"),
  indexCycles: amount("cycles", "reading what the policy needs to decide"),
  scoreCycles: amount("cycles", "q·K multiply-accumulates and their row switches"),
  softmaxCycles: amount("cycles", "moves to and from the softmax unit"),
  contextCycles: amount("cycles", "attention x V multiply-accumulates and row switches"),
  clusteringCycles: amount("cycles", "clustering in memory, per decoded token"),
  refreshCycles: amount("cycles", "time lost to refresh"),
  energy: amount("pJ", "energy of the step, all parts"),
  writeQueryEnergy: amount("pJ", "energy of the write-query phase"),
  indexEnergy: amount("pJ", "energy of the index phase"),
  scoreEnergy: amount("pJ", "energy of the score phase"),
  softmaxEnergy: amount("pJ", "energy of softmax and its moves"),
  contextEnergy: amount("pJ", "energy of the context phase"),
  clusteringEnergy: amount("pJ", "energy of clustering, per decoded token"),
  refreshEnergy: amount("pJ", "energy of refresh, where the energy model counts it"),
  activationEnergy: amount("pJ", "opening rows"),
  readEnergy: amount("pJ", "reading cells"),
  transferEnergy: amount("pJ", "moving data between banks, buffers and the base die"),
  arithmeticEnergy: amount("pJ", "multiply-accumulates and softmax"),
  columnsRead: amount("columns", "columns read, summed over the banks"),
  columnsUseful: amount("columns", "columns that held a selected vector, summed over banks"),
  rowsOpened: amount("rows", "rows opened, summed over the banks"),
} as const satisfies Readonly<Record<string, Facts>>;

export type StepColumn = keyof typeof facts;

/** Names of the step columns in their order in tables and files. */
export const stepColumnNames = Object.keys(facts) as readonly StepColumn[];

/** The step columns with what they hold. */
export const stepFigures = Object.fromEntries(
  stepColumnNames.map((name): [StepColumn, StepFigure] => {
    return [name, { label: labelOf(name), ...facts[name] }];
  }),
) as Readonly<Record<StepColumn, StepFigure>>;
