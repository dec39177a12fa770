import type { KindRecord } from "./record";

/** What a campaign has tried, a line for each kind, and below them what failed. */
export function describeRecord(kinds: Readonly<Record<string, KindRecord>>): string {
  const rows = [
    ["kind", "tried", "refused", "failed", "longest ms"],
    ...Object.entries(kinds).map(([name, { next, refused, failed, longest }]) => [
      name,
      ...[next, refused, failed, Math.ceil(longest)].map((figure) => figure.toLocaleString("en")),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join("  "),
  );
  for (const [name, { failures }] of Object.entries(kinds)) {
    for (const [common, count] of Object.entries(failures)) {
      lines.push(`failed ${count} times, ${name}: ${common}`);
    }
  }
  return lines.join("\n");
}
