import { sameValue } from "../../../src/shared/same-value";
import type { StackShape } from "../../state/bank-address";
import { banksOfSlot, type BankRange } from "../../state/banks-of-slot";
import { slotsOfPicked } from "../../state/details/slots-of-picked";
import type { PageState } from "../../state/page-state";

/**
 * Banks, of the channel of the shown KV head, that hold the picked token or tokens of the picked
 * cluster, ascending and with a gap between one range and the next. None where nothing of that kind
 * is picked, and none for a run whose placement is not known to the page.
 */
export function heldBanks(
  { view, selection }: PageState,
  run: number,
  stack: StackShape,
): BankRange[] {
  const set = selection.shown;
  const { picked, layer, queryHead } = view;
  if (!set || !picked) return [];
  const { request } = set;
  const isKnown = request.layer === layer && request.queryHead === queryHead;
  if (!isKnown || !sameValue(request.run, view.runs.at(run))) return [];
  const lanes = slotsOfPicked(set, view.step, picked).map((slot) => slot % set.slotsPerLine);
  const joined: BankRange[] = [];
  for (const lane of [...new Set(lanes)].sort((a, b) => a - b)) {
    const { from, to } = banksOfSlot(lane, set.slotsPerLine, stack);
    const last = joined.at(-1);
    if (last && from <= last.to) joined[joined.length - 1] = { from: last.from, to };
    else joined.push({ from, to });
  }
  return joined;
}
