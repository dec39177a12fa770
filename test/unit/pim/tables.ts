import path from "node:path";

/** Small data of our own that every checkout has. */
export const fixtureFolder = path.resolve("test/fixtures/pim");

export type Row = Readonly<Record<string, string>>;

/** Rows of CSV without quoting, by the names in its first line. */
export function parseTable(text: string): readonly Row[] {
  const [head, ...rows] = text.trim().split(/\r?\n/);
  const names = head.split(",");
  return rows.map((row) => {
    const cells = row.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  });
}
