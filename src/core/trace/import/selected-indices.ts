import { InputError } from "../../errors";
import type { RecordedSelection } from "../trace";

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
 * @throws InputError naming layer, head and step of an index that is not in the context
 */
export function toSelection(
  name: string,
  head: number,
  steps: readonly ArrayLike<number>[],
  promptTokens: number,
  pageTokens: number | undefined,
): RecordedSelection {
  const offsets = new Float64Array(steps.length + 1);
  const rows = steps.map((indices, step) => {
    const newest = promptTokens + step;
    const chosen = new Set<number>();
    for (const index of Array.from(indices)) {
      if (index < 0) continue;
      const first = index * (pageTokens ?? 1);
      if (!Number.isInteger(index) || first > newest) {
        const what = pageTokens === undefined ? "token" : `page of ${pageTokens} tokens,`;
        const reason = `head ${head}, step ${step}: ${what} ${index} is not in 0 .. ${newest}`;
        throw new InputError(name, reason);
      }
      const end = Math.min(newest + 1, first + (pageTokens ?? 1));
      for (let token = first; token < end; token++) chosen.add(token);
    }
    offsets[step + 1] = offsets[step] + chosen.size;
    return Int32Array.from(chosen).sort();
  });
  const tokens = new Int32Array(offsets[steps.length]);
  for (const [step, row] of rows.entries()) tokens.set(row, offsets[step]);
  return { offsets, tokens };
}
