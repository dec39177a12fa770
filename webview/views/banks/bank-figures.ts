import { clampedText } from "../../parts/format/visible-text";
import type { BankTokens } from "../../../src/shared/protocol";
import { formatCount } from "../../parts/format/number";
import type { TableContent } from "../../parts/tables/table-content";

/** Tokens and clusters that are listed; the rest is counted. */
const listedTokens = 200;
const listedNumbers = 24;

/** Which tokens a query head reads in a bank, with their text where the trace has it. */
export function tokenTable(head: BankTokens): TableContent {
  const { tokens, slots, clusterOfToken, text, count } = head;
  const shown = Math.min(tokens.length, listedTokens);
  const rows = Array.from({ length: shown }, (_, i) => {
    const place = [`${slots[i]}`, nameOfCluster(clusterOfToken[i])];
    return { head: `${tokens[i]}`, cells: text ? [clampedText(text[i], 24), ...place] : place };
  });
  const place = [
    { label: "slot", meaning: "place in memory, counted line by line" },
    { label: "cluster", meaning: "cluster that the token's key belongs to" },
  ];
  const rest = count > shown ? `, the first ${shown} of ${formatCount(count)}` : "";
  return {
    caption: `Tokens read in the bank by query head ${head.queryHead}${rest}`,
    columns: [{ label: "token" }, ...(text ? [{ label: "text" }] : []), ...place],
    rows,
  };
}

/** The clusters of the tokens and how many of each: `3 (12), 8 (4)`. */
export function clusterList({ clusters, clusterCounts }: BankTokens): string {
  const named = Array.from(clusters, (cluster, i) => {
    return `${nameOfCluster(cluster)} (${clusterCounts[i]})`;
  });
  return shorten(named);
}

/** Numbers with ranges drawn together: `4–7, 9`. */
export function rangeList(numbers: Uint32Array): string {
  const ranges: string[] = [];
  for (let i = 0; i < numbers.length;) {
    let end = i;
    while (end + 1 < numbers.length && numbers[end + 1] === numbers[end] + 1) end++;
    ranges.push(end > i ? `${numbers[i]}–${numbers[end]}` : `${numbers[i]}`);
    i = end + 1;
  }
  return shorten(ranges);
}

/** One sentence for the eye and for readers. */
export function summaryOf(head: BankTokens): string {
  const { queryHead, count, keyRows, valueRows } = head;
  const rows = `${plural(keyRows.length, "key row")} and ${plural(valueRows.length, "value row")}`;
  return `Query head ${queryHead} reads ${plural(count, "token")} here, in ${rows}.`;
}

function nameOfCluster(cluster: number): string {
  return cluster < 0 ? "none" : `${cluster}`;
}

function shorten(parts: readonly string[]): string {
  if (parts.length === 0) return "none";
  const more = parts.length - listedNumbers;
  const shown = parts.slice(0, listedNumbers).join(", ");
  return more > 0 ? `${shown} and ${formatCount(more)} more` : shown;
}

function plural(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
}
