/** `npm run reproduce:fig11`: writes docs/fig11.md and docs/fig11.svg, and prints the tables. */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readPublished } from "./fig11-data";
import { allRows, drawPicture, largestDifferences, reproduceRows } from "./fig11-page";
import { runGroups } from "./fig11-runs";
import { pageText } from "./fig11-text";

const folder = path.resolve("../shared/data/starc");

if (existsSync(folder)) {
  const published = readPublished(folder);
  const rows = reproduceRows(published, runGroups(folder, published));
  writeFileSync(path.resolve("docs/fig11.md"), pageText(rows));
  writeFileSync(path.resolve("docs/fig11.svg"), drawPicture(rows));
  process.stdout.write(`${allRows(rows)}\n\n${largestDifferences(rows)}\n`);
} else {
  process.stdout.write("skipped: the published bars and tables are not in ../shared/data/starc\n");
}
