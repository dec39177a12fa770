import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Measurements of the reference simulator, where this checkout has them beside it. */
const sharedFolder = path.resolve("../shared/data/hbm-pim");

/** Small data of our own that every checkout has. */
export const fixtureFolder = path.resolve("test/fixtures/pim");

/** Skips the running test, saying why, where a file of the shared data is absent. */
export function sharedFile(test: Mocha.Context, name: string): string {
  const file = path.join(sharedFolder, name);
  if (!existsSync(file)) {
    console.log(`      skipped: ${name} of the reference measurements is not on this machine`);
    test.skip();
  }
  return file;
}

export type Row = Readonly<Record<string, string>>;

/** Rows of a CSV file without quoting, by the names in its first line. */
export function readTable(file: string): readonly Row[] {
  const [head, ...rows] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return rows.map((row) => {
    const cells = row.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  });
}
