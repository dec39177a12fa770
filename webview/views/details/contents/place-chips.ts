import { stackOf } from "../../../state/bank-address";
import type { SelectionSet } from "../../../state/details/selection-set";
import type { PageState } from "../../../state/page-state";
import type { Chip } from "../detail-content";
import { banksOfSlot } from "../../../state/banks-of-slot";

/** Most places that are listed, those with most tokens first. */
const listedPlaces = 6;

/** The banks in which slots lie, each with how many; those of a lane carry the same. */
export function bankChips(
  { trace, view }: PageState,
  { slotsPerLine }: SelectionSet,
  slots: readonly number[],
): Chip[] {
  const stack = stackOf(trace.catalog, view.runs.at(view.shownRun));
  if (!stack) return [];
  const channel = stack.channelOf(view.kvHead);
  const counts = new Map<number, number>();
  for (const slot of slots) {
    const lane = slot % slotsPerLine;
    counts.set(lane, (counts.get(lane) ?? 0) + 1);
  }
  const most = [...counts].sort(([a, more], [b, less]) => less - more || a - b);
  return most.slice(0, listedPlaces).map(([lane, count]): Chip => {
    const { from, to } = banksOfSlot(lane, slotsPerLine, stack);
    const banks = to - from > 1 ? `banks ${from}–${to - 1}` : `bank ${from}`;
    return {
      text: count > 1 ? `${banks} ×${count}` : banks,
      meaning: `Channel ${channel}, ${banks}: lane ${lane}, with ${count} of the tokens`,
      picks: { kind: "bank", channel, bank: from },
    };
  });
}

/** The cluster of a token, where it is in one. */
export function clusterChips(cluster: number): Chip[] {
  if (cluster < 0) return [];
  const meaning = `Cluster ${cluster}, which the token is in`;
  return [{ text: `cluster ${cluster}`, meaning, picks: { kind: "cluster", cluster } }];
}
