import type { RunConfiguration } from "../../simulation/run/configuration";
import { reportedNames } from "../../figures/reported-figures";
import type { RunSummary } from "../../figures/means";
import { canonicalJson } from "../../same-value";
import type { RecordedTable } from "./run-record";
import { withNulls } from "./steps-table";
import { TableWriter, type TableColumn } from "./table-writer";

const texts = ["policy", "parameters", "placement", "device", "energyModel"] as const;

const switches = ["chargeIndex", "chargeClustering"] as const;

const columns: readonly TableColumn[] = [
  { name: "trace", type: "STRING", nullable: false },
  { name: "run", type: "INT32", nullable: false },
  { name: "budget", type: "INT32", nullable: false },
  ...texts.map((name) => ({ name, type: "STRING", nullable: false }) as const),
  ...switches.map((name) => ({ name, type: "BOOLEAN", nullable: false }) as const),
  ...reportedNames.map((name) => ({ name, type: "DOUBLE" }) as const),
];

/**
 * Writes `runs.parquet`: a row for each trace and run, with its configuration, the parameters of its
 * policy as a JSON object, and the mean of every figure over all steps and heads.
 * @param summaries of each trace, of each run
 * @throws InputError if the file cannot be written
 */
export async function writeRunsTable(
  file: string,
  traces: readonly string[],
  runs: readonly RunConfiguration[],
  summaries: readonly (readonly RunSummary[])[],
): Promise<RecordedTable> {
  const rows = traces.flatMap((trace, t) =>
    runs.map((run, r) => ({ trace, run, index: r, summary: summaries[t][r] })),
  );
  const writer = await TableWriter.create(file, columns);
  try {
    await writer.write([
      rows.map(({ trace }) => trace),
      Int32Array.from(rows, ({ index }) => index),
      Int32Array.from(rows, ({ run }) => run.budget),
      ...texts.map((name) =>
        rows.map(({ run }) => (name === "parameters" ? canonicalJson(run[name]) : run[name])),
      ),
      ...switches.map((name) => rows.map(({ run }) => run[name])),
      ...reportedNames.map((name) =>
        withNulls(Float64Array.from(rows, ({ summary }) => summary[name])),
      ),
    ]);
    return await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
