import type { SelectionSet } from "../../state/details/selection-set";
import { laneMeaning } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";
import { formatCount, formatNumber } from "../../parts/format/number";
import type { TableContent, TableRow } from "../../parts/tables/table-content";

/** Most tokens that a table lists. */
const listedTokens = 200;

/**
 * What was read at a step, the tokens of most mass first.
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
  const [from, to] = [set.offsets[row], set.offsets[row + 1]];
  const entries = Array.from({ length: to - from }, (_, i) => from + i);
  // Without masses the order of the tokens stays.
  entries.sort((a, b) => set.mass[b] - set.mass[a] || a - b);
  const rows = entries.slice(0, listedTokens).map((entry): TableRow => {
    const [slot, cluster] = [set.slots[entry], set.clusters[entry]];
    return {
      head: words.describe(set.tokens[entry]),
      cells: [
        formatNumber(set.mass[entry]),
        cluster < 0 ? "none" : `${cluster}`,
        `${slot}`,
        `${Math.floor(slot / slotsPerLine)}`,
        `${slot % slotsPerLine}`,
      ],
      marked: set.tokens[entry] === picked,
    };
  });
  const all = formatCount(entries.length);
  const caption =
    entries.length > listedTokens
      ? `Read at step ${step}: the ${listedTokens} tokens of most attention mass, of ${all}.`
      : `Read at step ${step}: ${all} tokens, those of most attention mass first.`;
  return {
    caption,
    columns: [
      { label: "token" },
      { label: "mass", meaning: "share of the full softmax" },
      { label: "cluster", meaning: "none: a sink, or a token that waits to be clustered" },
      { label: "slot" },
      { label: "line", meaning: `slot / ${slotsPerLine}, rounded down` },
      { label: "lane", meaning: `slot modulo ${slotsPerLine}: ${laneMeaning}` },
    ],
    rows,
  };
}
