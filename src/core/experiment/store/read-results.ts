import { InputError } from "../../errors";
import type { SimulationPlan } from "../../simulation/run/configuration";
import { jobsOf } from "../../simulation/run/plan";
import { loadColumnNames, type LoadColumn } from "../../figures/load-figures";
import { stepColumnNames, type StepColumn } from "../../figures/step-figures";
import type { HeadResult } from "../../simulation/run/result";
import { checkedTable, refuseTable } from "./checked-table";
import { loadPlaceNames } from "./loads-table";
import { readTable } from "./read-table";
import { runFiles } from "./run-files";
import type { RunFolder } from "./run-folder";
import type { RecordedTrace, RunRecord } from "./run-record";
import { stepPlaceNames } from "./steps-table";

/** Results of one trace of a stored run, as a simulation of the plan would give them. */
export interface StoredResults {
  readonly plan: SimulationPlan;
  /** By run, layer and query head. */
  readonly heads: readonly HeadResult[];
}

/** The head results of a trace, empty columns that are filled from the tables. */
type EmptyHead = Omit<HeadResult, "unitsPerChannel" | "loads">;

/**
 * Reads what a finished run found out about one trace.
 * @param trace its index in the run's record
 * @throws InputError when the run is not finished, or a table is missing or damaged
 */
export async function readResults(run: RunFolder, trace: number): Promise<StoredResults> {
  const { record } = run;
  if (record.state !== "complete")
    throw new InputError("run", refusalOf(record), { file: run.path });
  const { scope } = record.traces[trace];
  const { runs, devices } = record;
  const plan: SimulationPlan = { scope, runs, devices };
  const before = record.traces.slice(0, trace).map((each) => headsPerRun(each) * runs.length);
  const firstHead = before.reduce((sum, heads) => sum + heads, 0);
  const firstRow = record.traces
    .slice(0, trace)
    .reduce((sum, each, at) => sum + before[at] * stepsOf(each), 0);
  const heads = emptyHeads(plan, record.traces[trace].groupHeads);
  await fillColumns(await checkedTable(run, runFiles.steps), firstRow, heads);
  const loads = await readLoads(await checkedTable(run, runFiles.loads), firstHead, heads);
  return { plan, heads: heads.map((head, at) => ({ ...head, ...loads[at] })) };
}

function refusalOf({ state, failure }: RunRecord): string {
  const verb = state === "running" ? "is" : "was";
  const what = state === "failed" ? `it failed (${failure ?? "?"})` : `it ${verb} ${state}`;
  return `has no results: ${what}; resume it first`;
}

function headsPerRun({ scope, groupHeads }: RecordedTrace): number {
  return scope.layers.length * scope.kvHeads.length * groupHeads;
}

function stepsOf({ scope }: RecordedTrace): number {
  return scope.toStep - scope.fromStep;
}

/** Heads in the order of the tables. */
function emptyHeads(plan: SimulationPlan, groupHeads: number): EmptyHead[] {
  const { fromStep, toStep } = plan.scope;
  const steps = toStep - fromStep;
  return plan.runs.flatMap((_, run) =>
    jobsOf(plan).flatMap(({ layer, kvHead }) =>
      Array.from({ length: groupHeads }, (__, member) => ({
        run,
        layer,
        kvHead,
        queryHead: kvHead * groupHeads + member,
        fromStep,
        steps,
        columns: Object.fromEntries(
          stepColumnNames.map((name) => [name, new Float64Array(steps)]),
        ) as Record<StepColumn, Float64Array>,
      })),
    ),
  );
}

async function fillColumns(
  file: string,
  firstRow: number,
  heads: readonly EmptyHead[],
): Promise<void> {
  const [{ steps }] = heads;
  const range = { from: firstRow, to: firstRow + heads.length * steps };
  const names = [...stepPlaceNames, ...stepColumnNames];
  let values = 0;
  await readTable(file, names, range, (name, column, from) => {
    values += column.length;
    for (let at = 0; at < column.length; at++) {
      const row = from + at - firstRow;
      const head = heads[Math.floor(row / steps)];
      const step = row % steps;
      const value = column[at] as number | null | undefined;
      if (isStepColumn(name)) head.columns[name][step] = value ?? NaN;
      else if (value !== (name === "step" ? head.fromStep + step : head[name as "run"])) {
        refuseTable(file);
      }
    }
  });
  if (values !== names.length * heads.length * steps) refuseTable(file);
}

async function readLoads(
  file: string,
  firstRow: number,
  heads: readonly EmptyHead[],
): Promise<Pick<HeadResult, "unitsPerChannel" | "loads">[]> {
  const range = { from: firstRow, to: firstRow + heads.length };
  const units = new Int32Array(heads.length);
  const loads = heads.map((): Partial<Record<LoadColumn, Float32Array>> => ({}));
  await readTable(file, [...loadPlaceNames, ...loadColumnNames], range, (name, column, from) => {
    for (let at = 0; at < column.length; at++) {
      const row = from + at - firstRow;
      const value: unknown = column[at];
      if (isLoadColumn(name) && value instanceof Uint8Array) {
        loads[row][name] = new Float32Array(value.slice().buffer);
      } else if (name === "unitsPerChannel") {
        units[row] = value as number;
      } else if (value !== heads[row][name as "run"]) {
        refuseTable(file);
      }
    }
  });
  return heads.map(({ steps }, row) => {
    for (const name of loadColumnNames) {
      if (loads[row][name]?.length !== steps * units[row]) refuseTable(file);
    }
    return { unitsPerChannel: units[row], loads: loads[row] as HeadResult["loads"] };
  });
}

function isStepColumn(name: string): name is StepColumn {
  return (stepColumnNames as readonly string[]).includes(name);
}

function isLoadColumn(name: string): name is LoadColumn {
  return (loadColumnNames as readonly string[]).includes(name);
}
