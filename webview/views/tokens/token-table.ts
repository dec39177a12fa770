import type { SelectionSet, StepTokens } from "../../state/details/selection-set";
import { laneMeaning } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";
import { formatCount, formatNumber } from "../../../src/shared/format/number";
import type { TableContent, TableRow } from "../../parts/tables/table-content";

/** Most tokens that a table lists. */
const listedTokens = 200;

/**
 * What was read or missed at a step, the tokens of most mass first.
 * @param picked token that is selected elsewhere on the page
 */
export function tokenTable(
  set: SelectionSet,
  step: number,
  picked: number | undefined,
  words: TokenWords,
): TableContent {
  const { slotsPerLine } = set;
  const row = step - set.request.fromStep;
  const entries = [...entriesOf(set, row, true), ...entriesOf(set.missed, row, false)];
  // Without masses the order of the tokens stays.
  entries.sort((a, b) => b.mass - a.mass || a.token - b.token);
  const rows = entries
    .slice(0, listedTokens)
    .map(({ token, isRead, mass, cluster, slot }): TableRow => ({
      head: words.describe(token),
      cells: [
        isRead ? "read" : "missed",
        formatNumber(mass),
        cluster < 0 ? "none" : `${cluster}`,
        `${slot}`,
        `${Math.floor(slot / slotsPerLine)}`,
        `${slot % slotsPerLine}`,
      ],
      marked: token === picked,
    }));
  const all = formatCount(entries.length);
  const caption =
    entries.length > listedTokens
      ? `Read or missed at step ${step}: the ${listedTokens} tokens of most attention mass, of ${all}.`
      : `Read or missed at step ${step}: ${all} tokens, those of most attention mass first.`;
  return {
    caption,
    columns: [
      { label: "token" },
      { label: "", meaning: "missed: not read, with more than an even share of the attention" },
      { label: "mass", meaning: "share of the full softmax" },
      { label: "cluster", meaning: "none: a sink, or a token that waits to be clustered" },
      { label: "slot" },
      { label: "line", meaning: `slot / ${slotsPerLine}, rounded down` },
      { label: "lane", meaning: `slot modulo ${slotsPerLine}: ${laneMeaning}` },
    ],
    rows,
  };
}

function entriesOf(
  { offsets, tokens, mass, slots, clusters }: StepTokens,
  row: number,
  isRead: boolean,
) {
  return Array.from({ length: offsets[row + 1] - offsets[row] }, (_, i) => {
    const at = offsets[row] + i;
    return { isRead, token: tokens[at], mass: mass[at], slot: slots[at], cluster: clusters[at] };
  });
}
