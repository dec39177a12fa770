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
  return rowsWithin(mostArrayBytes, bytesPerRow);
}

/**
 * Rows 0 .. `rows - 1` in ranges that fit into messages, in order; at least one, be there a row or not.
 * @param most bytes of a range, which has a row in any case
 */
export function rowRanges(
  rows: number,
  bytesPerRow: number,
  most = mostArrayBytes,
): { readonly from: number; readonly to: number }[] {
  const perRange = rowsWithin(most, bytesPerRow);
  return Array.from({ length: Math.max(1, Math.ceil(rows / perRange)) }, (_, range) => {
    const from = range * perRange;
    return { from, to: Math.min(rows, from + perRange) };
  });
}

function rowsWithin(bytes: number, bytesPerRow: number): number {
  return Math.max(1, Math.floor(bytes / bytesPerRow));
}
