import { InputError } from "../../errors";
import type { RecordedSelection } from "../trace";

/** Tokens of a page at most: real ones have some tens. */
const mostPageTokens = 4096;

/** A token's number is 32 bits wide in a trace. */
const mostTokens = 2 ** 31;

/** What an outside policy chose in one layer, as dumped: tokens, or pages of tokens. */
export interface SelectedIndices {
  /** As shown in messages. */
  readonly name: string;
  readonly heads: number;
  /** Rows of a head: steps, or all tokens of which the newest are steps. */
  readonly rows: number;
  /** Indices of every row of one head; negative ones fill up rows that are shorter. */
  head(head: number): Promise<readonly ArrayLike<number>[]>;
}

/**
 * The tokens of one head, ascending and each once, from the indices of its steps.
 * @param pageTokens tokens of a page, where indices are pages: page p holds the tokens from
 *   p * pageTokens on
 * @throws InputError naming layer, head and step of an index that is not in the context, or where
 *   pages or the prompt are longer than any
 */
export function toSelection(
  name: string,
  head: number,
  steps: readonly ArrayLike<number>[],
  promptTokens: number,
  pageTokens: number | undefined,
): RecordedSelection {
  if (pageTokens !== undefined && pageTokens > mostPageTokens) {
    throw new InputError("page size", `${pageTokens} tokens are more than ${mostPageTokens}`);
  }
  if (promptTokens + steps.length > mostTokens) {
    throw new InputError("prompt tokens", `${promptTokens} are more than a trace can have`);
  }
  const offsets = new Float64Array(steps.length + 1);
  const rows = steps.map((indices, step) => {
    const newest = promptTokens + step;
    const where = (index: number) => {
      const what = pageTokens === undefined ? "token" : `page of ${pageTokens} tokens,`;
      return `head ${head}, step ${step}: ${what} ${index} is not in 0 .. ${newest}`;
    };
    const row = tokensOf(indices, newest, pageTokens ?? 1, (index) => {
      throw new InputError(name, where(index));
    });
    offsets[step + 1] = offsets[step] + row.length;
    return row;
  });
  const tokens = new Int32Array(offsets[steps.length]);
  for (const [step, row] of rows.entries()) tokens.set(row, offsets[step]);
  return { offsets, tokens };
}

/** The tokens of pages, ascending and each once. */
function tokensOf(
  indices: ArrayLike<number>,
  newest: number,
  pageTokens: number,
  refuse: (index: number) => never,
): Int32Array {
  const pages = Float64Array.from(indices)
    .filter((index) => !(index < 0))
    .sort()
    .filter((index, at, sorted) => index !== sorted[at - 1]);
  for (const page of pages) {
    if (!Number.isInteger(page) || page * pageTokens > newest) refuse(page);
  }
  const lengths = pages.map((page) => Math.min(newest + 1 - page * pageTokens, pageTokens));
  const row = new Int32Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const [index, page] of pages.entries()) {
    for (let token = 0; token < lengths[index]; token++) row[at++] = page * pageTokens + token;
  }
  return row;
}
