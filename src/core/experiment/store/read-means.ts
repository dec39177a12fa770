import { stepColumnNames, type StepColumn } from "../../figures/step-figures";
import { summaryOf, type RunSummary } from "../../figures/means";
import { checkedTable, refuseTable } from "./checked-table";
import { runFiles } from "./run-files";
import type { RunFolder } from "./run-folder";
import { TableReader } from "./table-reader";

/**
 * Means of a complete run, by trace and run.
 * @throws InputError when the table is missing or damaged
 */
export async function readMeans(folder: RunFolder): Promise<readonly (readonly RunSummary[])[]> {
  const { traces, runs } = folder.record;
  const file = await checkedTable(folder, runFiles.runs);
  const rows = traces.length * runs.length;
  let means: readonly Record<StepColumn, number>[] = [];
  let values = 0;
  const table = await TableReader.open(file, stepColumnNames);
  try {
    if (!table.has({ from: 0, to: rows })) refuseTable(file);
    means = Array.from({ length: rows }, () => ({}) as Record<StepColumn, number>);
    await table.read({ from: 0, to: rows }, (name, column, from) => {
      values += column.length;
      for (let at = 0; at < column.length; at++) {
        means[from + at][name as StepColumn] = (column[at] as number | null | undefined) ?? NaN;
      }
    });
  } finally {
    await table.close();
  }
  if (values !== rows * stepColumnNames.length) refuseTable(file);
  return traces.map((_, trace) => {
    return means.slice(trace * runs.length, (trace + 1) * runs.length).map(summaryOf);
  });
}
