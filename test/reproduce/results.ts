/** `npm run reproduce:results`: writes docs/results.md and prints how STARC's selections lie. */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { SimulationPool } from "../../src/core/simulation/threads/pool";
import { simulateTrace, type TraceResults } from "./results-runs";
import { linesTable, orderingTable } from "./results-tables";
import { pageText } from "./results-text";
import { studiedTraces } from "./results-traces";

const pool = new SimulationPool(path.resolve("dist/worker.mjs"), availableParallelism());
const all: TraceResults[] = [];
for (const studied of studiedTraces()) {
  process.stderr.write(`simulating ${studied.name}\n`);
  all.push(await simulateTrace(studied, pool));
}
await pool.dispose();
writeFileSync(path.resolve("docs/results.md"), pageText(all));
process.stdout.write(`${linesTable(all)}\n\n${orderingTable(all)}\n`);
