/**
 * Tokens that a search means, ascending: the one of a number, or those whose text has the words in
 * it, whatever their case.
 * @param tokens that there are
 * @param textOf text of a token, undefined where it has none
 */
export function findTokens(
  query: string,
  tokens: number,
  textOf: (token: number) => string | undefined,
): number[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  const found = new Set<number>();
  if (/^\d+$/.test(wanted) && Number(wanted) < tokens) found.add(Number(wanted));
  for (let token = 0; token < tokens; token++) {
    if (textOf(token)?.toLowerCase().includes(wanted)) found.add(token);
  }
  return [...found].sort((a, b) => a - b);
}

/** The first of the tokens after `from`, or before it; past either end it goes on at the other. */
export function nextToken(
  found: readonly number[],
  from: number | undefined,
  direction: 1 | -1,
): number | undefined {
  if (from === undefined) return direction === 1 ? found.at(0) : found.at(-1);
  if (direction === 1) return found.find((token) => token > from) ?? found.at(0);
  return found.findLast((token) => token < from) ?? found.at(-1);
}
