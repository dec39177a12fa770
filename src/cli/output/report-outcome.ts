import { InputError } from "../../core/errors";
import { describeRuns } from "../../core/simulation/run/describe-runs";
import type { CrossedLimit } from "../../core/experiment/definition/judge-limits";
import { readMeans } from "../../core/experiment/store/read-means";
import type { RunFolder } from "../../core/experiment/store/run-folder";
import type { RunProgress } from "../../core/experiment/run/simulate-units";
import { printJson } from "./print";
import { summaryTable } from "./summary-table";
import { formatTable } from "./table";

/** A limit was crossed. */
const crossedExitCode = 1;

/**
 * Prints the means of a finished run and what became of its limits, and sets the exit code if a limit was crossed.
 * @throws InputError naming the first limit on a figure that was not computed
 */
export async function reportOutcome(
  run: RunFolder,
  { json, progress }: { readonly json: boolean; readonly progress: RunProgress | undefined },
): Promise<void> {
  const { path: folder, record } = run;
  const means = await readMeans(run);
  const { crossed, notComputed } = record.outcome!;
  const names = describeRuns(record.runs);
  const row = ({ trace, run, column, value, bound, limit }: CrossedLimit) => ({
    trace: record.traces[trace].name,
    run: `${run}: ${names[run]}`,
    figure: column,
    value,
    limit: `${bound.replace("-", " ")} ${limit}`,
  });
  if (json) {
    const { state, outcome } = record;
    const units = progress && { units: progress.units, reused: progress.reused };
    const traces = record.traces.map(({ name }, trace) => ({
      trace: name,
      runs: record.runs.map((each, index) => ({ ...each, mean: means[trace][index] })),
    }));
    printJson({ folder, state, ...units, crossed: outcome!.crossed.map(row), traces });
  } else {
    const traces = `${record.traces.length} trace${record.traces.length === 1 ? "" : "s"}`;
    const runs = `${record.runs.length} run${record.runs.length === 1 ? "" : "s"}`;
    for (const [trace, { name }] of record.traces.entries()) {
      process.stdout.write(`${name}\n${summaryTable(names, means[trace])}\n\n`);
    }
    process.stdout.write(`${folder}: ${runs} on ${traces}\n`);
    if (crossed.length > 0) {
      const rows = crossed.map(row);
      const cells = rows.map((each) => [
        each.trace,
        each.run,
        each.figure,
        String(each.value),
        each.limit,
      ]);
      const head = ["limits crossed: trace", "run", "figure", "mean", "limit"];
      process.stdout.write(`${formatTable(head, cells)}\n`);
    }
  }
  if (notComputed.length > 0) {
    const [{ trace, run, column }] = notComputed;
    const limit = record.limits.find((each) => each.column === column)!;
    const where = `run ${run} (${names[run]}) on ${record.traces[trace].name}`;
    throw new InputError(limit.name, `${where} did not compute it, so the limit says nothing`, {
      ...limit.place,
    });
  }
  if (crossed.length > 0) process.exitCode = crossedExitCode;
}
