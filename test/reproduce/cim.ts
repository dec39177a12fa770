/** `npm run reproduce:cim`: writes docs/cim.md and prints what is compared. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { runModels, runVariants } from "./cim-runs";
import { comparisonTable, variantsTable } from "./cim-tables";
import { pageText } from "./cim-text";

const runs = runModels();
const bert = runs.find(({ model }) => model.name === "bert-large")!;
const variants = runVariants(bert.model);
writeFileSync(path.resolve("docs/cim.md"), pageText(runs, bert, variants));
process.stdout.write(`${comparisonTable(runs)}\n\n${variantsTable(variants)}\n`);
