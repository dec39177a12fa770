import path from "node:path";
import type { Command } from "commander";
import {
  compareWithGroundTruth,
  groundTruthTolerance,
  withinTolerance,
  type SelectorDifference,
} from "../core/ground-truth/validate";
import { parseGroundTruth } from "../core/ground-truth/table";
import { openLocation } from "../core/simulation/threads/trace-location";
import { printJson } from "./output/print";
import { readInput } from "./options/read-device";
import { formatTable } from "./output/table";

/** Exit code where the figures were computed and differ from the table. */
const differenceExitCode = 1;

interface GroundTruthArguments {
  readonly traces: string;
  readonly table: string;
  readonly json?: boolean;
}

/** `kvtrace validate ...`: holds the program against figures that others computed. */
export function registerValidate(program: Command): void {
  program
    .command("validate")
    .description("hold the program against figures that others computed")
    .command("ground-truth")
    .description("mass, recall and output error of plain selectors, against a table")
    .requiredOption("--traces <dir>", "the folder of the traces that the table names")
    .requiredOption("--table <csv>", "the table")
    .option("--json", "print as JSON")
    .action(validateGroundTruth);
}

async function validateGroundTruth({ traces, table, json }: GroundTruthArguments): Promise<void> {
  const rows = parseGroundTruth(await readInput("--table", table), table);
  const worst = new Map<string, SelectorDifference>();
  for (const file of new Set(rows.map((row) => row.file))) {
    const trace = await openLocation({ kind: "file", path: path.join(traces, file) });
    try {
      const ofFile = rows.filter((row) => row.file === file);
      for (const found of await compareWithGroundTruth(trace, ofFile)) {
        worst.set(found.selector, widest(found, worst.get(found.selector)));
      }
    } finally {
      await trace.close();
    }
  }
  const differences = [...worst.values()];
  if (!differences.every(withinTolerance)) process.exitCode = differenceExitCode;
  if (json) {
    printJson({ tolerance: groundTruthTolerance, differences });
    return;
  }
  const header = ["worst difference", "rows", "mass", "recall", "output error", ""];
  const lines = differences.map((difference) => [
    difference.selector,
    String(difference.rows),
    difference.massKept.toExponential(1),
    difference.recall.toExponential(1),
    difference.outputError.toExponential(1),
    withinTolerance(difference) ? "ok" : "DIFFERS",
  ]);
  process.stdout.write(`${formatTable(header, lines)}\n`);
}

function widest(
  one: SelectorDifference,
  other: SelectorDifference | undefined,
): SelectorDifference {
  if (!other) return one;
  return {
    selector: one.selector,
    rows: one.rows + other.rows,
    massKept: Math.max(one.massKept, other.massKept),
    recall: Math.max(one.recall, other.recall),
    outputError: Math.max(one.outputError, other.outputError),
  };
}
