import type { MemoryTask } from "./memory-tasks";

/** Something large, and what is done with it. */
export interface MemoryCase {
  readonly name: string;
  /** Its trace; undefined for a run that is stored without one. */
  readonly file?: string;
  /** Sizes of the trace, as in its header. */
  readonly trace: TraceSize;
  /** Budgets of the run of one policy. */
  readonly budgets: readonly number[];
  /** Tasks in order, each with the most megabytes that its process may take. */
  readonly tasks: readonly (readonly [MemoryTask, number])[];
}

interface TraceSize {
  readonly layers: number;
  readonly kvHeads: number;
  readonly queryHeads: number;
  readonly promptTokens: number;
  readonly steps: number;
  readonly headDimension: number;
}

const steps = 4;
const longest = 131_072;

/**
 * Keys and values of a head of 131072 tokens of 128 numbers take 128 MB in 32-bit floats. A bound
 * is what a process and its threads take without any work, about 150 MB, and what the task has to
 * hold; none grows with the size of the file.
 */
export const memoryCases: readonly MemoryCase[] = [
  {
    name: "100 GB, 131072 tokens",
    file: "large.kvtrace",
    trace: {
      ...{ layers: 186, kvHeads: 8, queryHeads: 32, headDimension: 128, steps },
      promptTokens: longest - steps,
    },
    budgets: [1024],
    tasks: [
      ["open", 150],
      ["simulate", 800],
      ["run", 900],
      ["shard 1/2", 900],
      ["shard 2/2", 900],
      ["merge", 300],
      ["trade-off", 300],
    ],
  },
  {
    name: "10000 runs",
    file: "small.kvtrace",
    trace: {
      ...{ layers: 2, kvHeads: 1, queryHeads: 1, headDimension: 64, steps: 2 },
      promptTokens: 256,
    },
    budgets: Array.from({ length: 10_000 }, (_, at) => at + 1),
    tasks: [
      ["open", 150],
      ["simulate", 500],
      ["run", 700],
      ["shard 1/2", 700],
      ["shard 2/2", 700],
      ["merge", 500],
      ["trade-off", 400],
    ],
  },
  {
    name: "100 runs x 32 layers",
    trace: {
      layers: 32,
      kvHeads: 4,
      queryHeads: 16,
      headDimension: 64,
      steps: 16,
      promptTokens: 0,
    },
    budgets: Array.from({ length: 100 }, (_, at) => 64 * (at + 1)),
    tasks: [
      // 256 MB of results are kept, whatever was looked at.
      ["trade-off", 750],
    ],
  },
];
