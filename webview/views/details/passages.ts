/** Tokens around one that is told are shown this far, and those nearer than twice as far together. */
const wordsAround = 4;

/** Most passages of a text that are shown. */
const mostPassages = 5;

/** A piece of text: consecutive tokens, some of which are told. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  readonly told: readonly number[];
}

/**
 * The first tokens in their context, in pieces; pieces that would touch are one.
 * @param tokens told, ascending
 * @param end tokens that there are
 */
export function passagesOf(tokens: readonly number[], end: number): Passage[] {
  const passages: { from: number; to: number; told: number[] }[] = [];
  for (const token of tokens) {
    const from = Math.max(0, token - wordsAround);
    const to = Math.min(end, token + wordsAround + 1);
    const last = passages.at(-1);
    if (last && from <= last.to && last.to - last.from < 8 * wordsAround) {
      last.to = to;
      last.told.push(token);
    } else if (passages.length === mostPassages) break;
    else passages.push({ from: last ? Math.max(from, last.to) : from, to, told: [token] });
  }
  return passages;
}
