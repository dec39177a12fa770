import { InputError } from "../../../core/errors";
import { longestTokenText } from "../../../core/simulation/questions/bank-tokens";
import type { TokenTrace } from "../../../core/trace/trace";
import type { TokenIndex } from "../../../core/units";
import type { TokenNames } from "../../../shared/protocol";

/**
 * What the trace says about tokens `from` .. `to - 1`.
 * @throws InputError where the trace has fewer tokens
 */
export async function readTokenNames(
  trace: TokenTrace,
  from: number,
  to: number,
): Promise<TokenNames> {
  const { tokens, hasTokenIds, hasTokenText } = trace.header;
  if (to > tokens)
    throw new InputError("tokens", `${from} .. ${to - 1} is not in 0 .. ${tokens - 1}`);
  const range = [from as TokenIndex, to as TokenIndex] as const;
  const ids = hasTokenIds ? Array.from(await trace.tokenIds(...range)) : [];
  const texts = hasTokenText ? await trace.tokenText(...range) : [];
  return { ids, texts: texts.map((text) => text.slice(0, longestTokenText)) };
}
