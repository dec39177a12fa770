/** The constants of a version of STARC. */
export interface StarcPreset {
  readonly id: string;
  /** Tokens of a prompt that are clustered together. */
  readonly promptWindow: number;
  /** Decoded tokens that are clustered together, as soon as so many wait. */
  readonly decodeWindow: number;
  /** A window of n tokens gets ceil(n / tokensPerCluster) clusters. */
  readonly tokensPerCluster: number;
  readonly maxIterations: number;
  readonly tolerance: number;
  readonly initialCentroids: "first-keys" | "k-means++";
}

/**
 * The conference version as its artifact runs it (EPIC-RPI/STARC, evaluation/starc_attention.py).
 * The paper starts from random keys, the artifact from the first keys of the window.
 */
export const starcAsplos26: StarcPreset = {
  id: "starc-asplos26",
  promptWindow: 64,
  decodeWindow: 64,
  tokensPerCluster: 16,
  maxIterations: 16,
  tolerance: 1e-4,
  initialCentroids: "first-keys",
};

/** The first version of the paper (arXiv 2505.05772v1), which clusters the whole prompt at once. */
export const starcV1: StarcPreset = {
  id: "starc-v1",
  promptWindow: Infinity,
  decodeWindow: 128,
  tokensPerCluster: 32,
  maxIterations: 15,
  tolerance: 0,
  initialCentroids: "k-means++",
};
