import { InputError, type InputPlace } from "../../errors";

/** Tokens of the context that each head reads at a step. Step 0 is the first decoded token. */
export type TokensRead = (step: number, context: number) => number;

/** Every token. */
export const readAll: TokensRead = (_, context) => context;

/** The same number at every step, or the whole context while it holds fewer. */
export function readConstant(tokens: number): TokensRead {
  return (_, context) => Math.min(tokens, context);
}

/** One entry of a table after the other, from the start again when it ends. */
export function readTable(table: Uint32Array): TokensRead {
  return (step, context) => Math.min(table[step % table.length], context);
}

/**
 * Reads a table of tokens read: a whole number a line; a first line with a name and empty lines are
 * allowed, and of several columns the first counts.
 * @throws InputError naming the line that is not a whole number of at least 1
 */
export function parseTokenTable(text: string, place: InputPlace = {}): Uint32Array {
  const tokens: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const cell = line.split(",")[0].trim();
    if (cell === "" || (index === 0 && !/^[-+.\d]/.test(cell))) continue;
    const value = Number(cell);
    if (!/^\d+$/.test(cell) || value < 1 || value >= 2 ** 32) {
      const reason = `"${cell}" is not a whole number of tokens of at least 1`;
      throw new InputError("budget table", reason, { ...place, line: index + 1 });
    }
    tokens.push(value);
  }
  if (tokens.length === 0) throw new InputError("budget table", "holds no number", place);
  return Uint32Array.from(tokens);
}
