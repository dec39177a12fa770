import type { BankTokens } from "../../../src/shared/protocol";
import { pickedOf } from "../../../src/shared/picked";
import type { PageState } from "../../state/page-state";

/** What the bank that is picked in Banks holds of what is read at the shown step. */
export interface PickedBank {
  /** `channel 1, bank 5` */
  readonly name: string;
  /** Tokens read there; of more than the host lists the first ones, ascending. */
  readonly tokens: readonly number[];
  readonly count: number;
  /** Clusters that those tokens are in, ascending. */
  readonly clusters: readonly number[];
}

/**
 * Undefined where no bank is picked, or what it holds is not known yet.
 * @param isMeant which query heads count
 */
export function pickedBank(
  { view, bankTokens }: Pick<PageState, "view" | "bankTokens">,
  isMeant: (head: BankTokens) => boolean,
): PickedBank | undefined {
  const bank = pickedOf(view, "bank");
  if (!bank || bankTokens.kind !== "complete") return undefined;
  const heads = bankTokens.heads.filter(isMeant);
  const ascending = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b);
  return {
    name: `channel ${bank.channel}, bank ${bank.bank}`,
    tokens: ascending(heads.flatMap(({ tokens }) => [...tokens])),
    count: heads.reduce((sum, { count }) => sum + count, 0),
    clusters: ascending(heads.flatMap(({ clusters }) => [...clusters])).filter((id) => id >= 0),
  };
}
