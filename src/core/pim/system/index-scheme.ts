import type { IndexWork } from "../../policy/policy";

/** What a head reads at a step to decide what to read. */
export interface IndexRead {
  readonly work: IndexWork;
  /** Equal for equal work. */
  readonly size: number;
}

const vectors = (count: number): IndexRead => ({
  work: count === 0 ? { kind: "none" } : { kind: "vectors", count },
  size: count,
});

/** Index of a policy by the tokens of the context. */
export const indexSchemes = {
  none: () => vectors(0),
  /** STARC: a centroid for every 16 tokens, 4 for each whole window of 64. */
  clusters: (context: number) => vectors(4 * Math.floor(context / 64)),
  /** Quest: smallest and largest value of every channel in pages of 16 tokens. */
  pages: (context: number) => vectors(2 * Math.ceil(context / 16)),
  /**
   * SparQ: some channels of every key, in place. They lie in the same rows as the others, and 16 of
   * 128 channels are spread over all columns, so every column is read.
   */
  keys: (context: number, headDimension: number): IndexRead => ({
    work: {
      kind: "channels",
      channels: Uint32Array.from({ length: headDimension }, (_, channel) => channel),
    },
    size: context,
  }),
} satisfies Readonly<Record<string, (context: number, headDimension: number) => IndexRead>>;

export type IndexScheme = keyof typeof indexSchemes;
