/** What one query head reads in a bank at a step. */
export interface BankTokens {
  readonly kvHead: number;
  readonly queryHead: number;
  /** Selected tokens of which a part of key or value lies in the bank. */
  readonly count: number;
  /** Whether the policy chose among the clusters told, or they are STARC's, or there are none. */
  readonly clusterSource: "policy" | "starc" | "none";
  /** Clusters of those tokens, ascending, -1 for those in none, and how many tokens of each. */
  readonly clusters: Int32Array;
  readonly clusterCounts: Uint32Array;
  /** Distinct rows of the bank that hold them, ascending; every head's begin anew. */
  readonly keyRows: Uint32Array;
  readonly valueRows: Uint32Array;
  /** The first of the tokens, ascending, at most `listedTokens`; the arrays below go with it. */
  readonly tokens: Uint32Array;
  readonly slots: Uint32Array;
  readonly clusterOfToken: Int32Array;
  /** Null where the trace has no text. */
  readonly text: readonly string[] | null;
}

/** Tokens that an answer lists of a query head: more than a person reads, few enough to send. */
export const listedTokens = 500;

/** Characters of a token that are told; a token of a model has far fewer. */
export const longestTokenText = 80;
