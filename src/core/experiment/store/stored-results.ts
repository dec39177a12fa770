import { InputError } from "../../errors";
import { Cancelled } from "../../cancelled";
import type { SimulationPlan } from "../../simulation/run/configuration";
import { jobsOf } from "../../simulation/run/plan";
import type { HeadResult } from "../../simulation/run/result";
import { checkedTable } from "./checked-table";
import { HeadTables, type HeadPlace } from "./head-tables";
import { runFiles } from "./run-files";
import type { RunFolder } from "./run-folder";
import type { RecordedTrace, RunRecord } from "./run-record";

/** What of a stored run is read. */
export interface StoredPart {
  /** Ids of layers of the plan. */
  readonly layers: readonly number[];
  /** Indices of runs of the plan. */
  readonly runs: readonly number[];
}

/** The results of one trace of a stored run, read from its tables as they are asked for. */
export class StoredResults {
  /** What the results are of; known without a look at the tables. */
  readonly plan: SimulationPlan;
  readonly #trace: RecordedTrace;
  /** Rows of `loads.parquet`, which has one a head, before those of this trace. */
  readonly #firstHead: number;
  /** Rows of `steps.parquet` before those of this trace. */
  readonly #firstStep: number;
  readonly #closing = new AbortController();
  /** Checked and opened once, by the first that asks. */
  #tables: Promise<HeadTables> | undefined;

  /**
   * @param trace its index in the run's record
   * @throws InputError when the run is not complete or has no such trace
   */
  constructor(
    private readonly run: RunFolder,
    trace: number,
  ) {
    const { record } = run;
    const found = record.traces.at(trace);
    if (record.state !== "complete") {
      throw new InputError("run", refusalOf(record), { file: run.path });
    }
    if (!found)
      throw new InputError("trace", `there is none at index ${trace}`, { file: run.path });
    this.#trace = found;
    this.plan = { scope: found.scope, runs: record.runs, devices: record.devices };
    const before = record.traces.slice(0, trace);
    const heads = before.map((each) => record.runs.length * headsPerRun(each));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    this.#firstHead = sum(heads);
    this.#firstStep = sum(before.map((each, at) => heads[at] * stepsOf(each)));
  }

  /**
   * Reads the heads of a part, by run, layer and query head, whatever the order in the part.
   * @param onHead takes one head after the other
   * @throws InputError when the part is not in the plan, or a table is missing, damaged or not as
   *   the run left it; Cancelled after `signal` aborts or the results are closed
   */
  async heads(
    part: StoredPart,
    onHead: (head: HeadResult) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const places = this.#placesOf(part);
    const closing = this.#closing.signal;
    const ended = signal ? AbortSignal.any([signal, closing]) : closing;
    const tables = await beforeAbort(this.#open(), ended);
    for (const place of places) onHead(await beforeAbort(tables.read(place), ended));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const tables = await this.#tables?.catch(() => undefined);
    await tables?.close();
  }

  #open(): Promise<HeadTables> {
    return (this.#tables ??= this.#openTables());
  }

  async #openTables(): Promise<HeadTables> {
    const { signal } = this.#closing;
    const steps = await checkedTable(this.run, runFiles.steps, signal);
    const loads = await checkedTable(this.run, runFiles.loads, signal);
    return HeadTables.open(steps, loads);
  }

  /** Where the heads of a part lie, in the order of the tables. */
  #placesOf({ layers, runs }: StoredPart): HeadPlace[] {
    const { scope } = this.plan;
    const unknown = layers.find((layer) => !scope.layers.includes(layer));
    if (unknown !== undefined) this.#refuse("layers", `layer ${unknown} is not in this run`);
    const absent = runs.find((run) => !(run in this.plan.runs));
    if (absent !== undefined) this.#refuse("runs", `there is no run ${absent}`);
    const steps = stepsOf(this.#trace);
    const { groupHeads } = this.#trace;
    const places: HeadPlace[] = [];
    for (const [at, { run, layer, kvHead }] of this.#groups().entries()) {
      if (!layers.includes(layer) || !runs.includes(run)) continue;
      for (let member = 0; member < groupHeads; member++) {
        const head = at * groupHeads + member;
        const queryHead = kvHead * groupHeads + member;
        places.push({
          ...{ run, layer, kvHead, queryHead, fromStep: scope.fromStep, steps },
          stepsRow: this.#firstStep + head * steps,
          loadsRow: this.#firstHead + head,
        });
      }
    }
    return places;
  }

  /** The KV heads of the runs, in the order of the tables. */
  #groups() {
    const jobs = jobsOf(this.plan);
    return this.plan.runs.flatMap((_, run) => jobs.map((job) => ({ run, ...job })));
  }

  #refuse(field: string, reason: string): never {
    throw new InputError(field, reason, { file: this.run.path });
  }
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

/** What a promise gives, unless the signal aborts before. @throws Cancelled then */
function beforeAbort<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Cancelled());
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
