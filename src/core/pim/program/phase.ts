/** What a command is for. Cycles, commands, bytes and energy are given by phase. */
export const Phase = {
  /** Query vectors to the GEMV buffers. */
  writeQuery: 0,
  /** Scoring of centroids, pages or channels to decide what to read. */
  index: 1,
  /** Products of the query with the selected keys. */
  score: 2,
  /** Scores to the softmax unit, softmax, and its results to the GEMV buffers. */
  softmaxMoves: 3,
  /** Products of the softmax results with the selected values, and the moves of their sums. */
  context: 4,
  /** Clustering of new keys in memory. */
  clustering: 5,
  /** Refresh of the cells. */
  refresh: 6,
} as const;

export type PhaseCode = (typeof Phase)[keyof typeof Phase];

/** Number of phases; times by phase are arrays of this length, indexed by code. */
export const phaseCodes = 7;

/** Labels by code. */
export const phaseNames: readonly string[] = [
  "write query",
  "index",
  "score",
  "moves for softmax",
  "context",
  "clustering",
  "refresh",
];
