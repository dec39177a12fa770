/** First label of each random stream of a trace: what the numbers are for. */
export const streams = { topics: 1, space: 2, keys: 3, values: 4, queries: 5 } as const;
