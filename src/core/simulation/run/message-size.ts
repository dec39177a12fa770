/**
 * The most bytes that one message between the editor and a page takes. Messages are copied whole
 * from process to process and, in a remote window, over a network; while one is copied nothing
 * else is done. What is larger goes in parts.
 */
export const mostMessageBytes = 4_000_000;

/** What a message takes at most beside its arrays: names, numbers, where each array lies. */
const besideArrays = 100_000;

/** What the arrays of one message may take together. */
export const mostArrayBytes = mostMessageBytes - besideArrays;

/** Rows of columns that fit into one message, at least 1. */
export function rowsPerMessage(bytesPerRow: number): number {
  return Math.max(1, Math.floor(mostArrayBytes / bytesPerRow));
}
