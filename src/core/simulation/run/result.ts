/**
 * What is measured at each step of one query head, one column each; `unit` and `meaning` are what
 * the page and the exports show.
 */
export const stepColumns = {
  context: { unit: "tokens", meaning: "tokens that the step could attend to" },
  tokens: { unit: "tokens", meaning: "tokens that the policy selected" },
  lines: {
    unit: "lines",
    meaning: "distinct lines of slots that hold a selected token",
  },
  keyRows: { unit: "rows", meaning: "distinct DRAM rows of keys touched" },
  valueRows: { unit: "rows", meaning: "distinct DRAM rows of values touched" },
  lineUtilisation: {
    unit: "",
    meaning: "selected tokens / slots of the lines; 1 means no slot is wasted",
  },
  imbalance: { unit: "", meaning: "largest / mean useful load over the banks; 1 is perfect" },
  loadVariation: {
    unit: "",
    meaning: "standard deviation / mean of the useful load over the banks",
  },
  massKept: { unit: "", meaning: "full softmax mass on the selected tokens" },
  recall: { unit: "", meaning: "share of the true highest q·k tokens that were selected" },
  outputError: { unit: "", meaning: "relative L2 error of the attention output" },
  cycles: { unit: "cycles", meaning: "memory cycles of the step, all phases" },
  writeQueryCycles: { unit: "cycles", meaning: "writing the query to the bank buffers" },
  indexCycles: { unit: "cycles", meaning: "reading what the policy needs to decide" },
  scoreCycles: { unit: "cycles", meaning: "q·K multiply-accumulates and their row switches" },
  softmaxCycles: { unit: "cycles", meaning: "moves to and from the softmax unit" },
  contextCycles: { unit: "cycles", meaning: "attention x V multiply-accumulates and row switches" },
  clusteringCycles: { unit: "cycles", meaning: "clustering in memory, per decoded token" },
  refreshCycles: { unit: "cycles", meaning: "time lost to refresh" },
  energy: { unit: "pJ", meaning: "energy of the step, all parts" },
  writeQueryEnergy: { unit: "pJ", meaning: "energy of the write-query phase" },
  indexEnergy: { unit: "pJ", meaning: "energy of the index phase" },
  scoreEnergy: { unit: "pJ", meaning: "energy of the score phase" },
  softmaxEnergy: { unit: "pJ", meaning: "energy of softmax and its moves" },
  contextEnergy: { unit: "pJ", meaning: "energy of the context phase" },
  clusteringEnergy: { unit: "pJ", meaning: "energy of clustering, per decoded token" },
  refreshEnergy: { unit: "pJ", meaning: "energy of refresh, where the energy model counts it" },
  activationEnergy: { unit: "pJ", meaning: "opening rows" },
  readEnergy: { unit: "pJ", meaning: "reading cells" },
  transferEnergy: { unit: "pJ", meaning: "moving data between banks, buffers and the base die" },
  arithmeticEnergy: { unit: "pJ", meaning: "multiply-accumulates and softmax" },
  columnsRead: { unit: "columns", meaning: "columns read, summed over the banks" },
  columnsUseful: {
    unit: "columns",
    meaning: "columns that held a selected vector, summed over banks",
  },
  rowsOpened: { unit: "rows", meaning: "rows opened, summed over the banks" },
} as const;

export type StepColumn = keyof typeof stepColumns;

/** Names of the step columns in their order in tables and files. */
export const stepColumnNames = Object.keys(stepColumns) as readonly StepColumn[];

/** What each bank of a channel carries at each step, one column each. */
export const loadColumns = {
  vectors: { unit: "vectors", meaning: "selected tokens whose vectors lie in the bank" },
  columnsRead: { unit: "columns", meaning: "columns read in the bank" },
  columnsUseful: {
    unit: "columns",
    meaning: "columns read in the bank that held a selected vector",
  },
  rowsOpened: { unit: "rows", meaning: "rows opened in the bank" },
  busyCycles: { unit: "cycles", meaning: "cycles in which the bank is reading or opening a row" },
} as const;

export type LoadColumn = keyof typeof loadColumns;

export const loadColumnNames = Object.keys(loadColumns) as readonly LoadColumn[];

/** Results of one run for one query head: all steps of the plan's scope. */
export interface HeadResult {
  /** Index of the run in the plan. */
  readonly run: number;
  readonly layer: number;
  readonly kvHead: number;
  readonly queryHead: number;
  readonly fromStep: number;
  readonly steps: number;
  /** Each [steps]; NaN where the trace lacks what the figure needs. */
  readonly columns: Readonly<Record<StepColumn, Float64Array>>;
  /**
   * What `loads` tells apart: the lanes of a channel (16 in HBM3_8Gb_2R) where the banks of each
   * carry the same, as they do where a vector is spread over them and read whole; else every bank.
   */
  readonly unitsPerChannel: number;
  /** Load of one bank of each unit at each step, row-major [steps, unitsPerChannel]. */
  readonly loads: Readonly<Record<LoadColumn, Float32Array>>;
}
