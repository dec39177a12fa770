import { pausingEngine } from "../../clustering/pausing-engine";
import type { Numerics } from "../../policy/head/numerics";
import { readHeadData } from "../../policy/head/read-head-data";
import type { Trace } from "../../trace/trace";
import type { SimulationPlan } from "./configuration";
import { HeadRecorder } from "./head-recorder";
import { HeadMetrics } from "./metrics";
import type { HeadJob } from "./plan";
import type { HeadResult } from "./result";
import { RunOnHead } from "./run-on-head";

/** How a job is followed and ended. */
export interface JobHooks {
  /**
   * Asked before every step and every problem of clustering; true ends the job before its next step
   * without further results.
   */
  readonly shouldStop: () => boolean;
  /** @param amount query-head steps done since the last call, counted once per run */
  readonly onSteps: (amount: number) => void;
  /** All runs of one query head, complete. */
  readonly onResults: (results: readonly HeadResult[]) => void;
}

/**
 * Simulates all runs of a plan on one KV head of one layer. Steps are the outer loop and runs the
 * inner one, so that scores and exact attention are computed once for all runs.
 * @throws InputError if the trace cannot be read
 */
export async function simulateHead(
  trace: Trace,
  plan: SimulationPlan,
  job: HeadJob,
  numerics: Numerics,
  hooks: JobHooks,
): Promise<void> {
  // Clustering a head takes longer than any step: it leaves urgent tasks the processor, too.
  const engine = pausingEngine(numerics.engine, hooks.shouldStop);
  const head = await readHeadData(trace, job.layer, job.kvHead, { ...numerics, engine });
  const metrics = new HeadMetrics(head);
  const runs = plan.runs.map((run) => new RunOnHead(head, plan, run));
  const { fromStep, toStep } = plan.scope;
  for (const [member, queryHead] of head.queryHeads.entries()) {
    const recorders = runs.map(
      ({ costs, shape }, run) =>
        new HeadRecorder(
          { ...job, queryHead, run, fromStep, steps: toStep - fromStep },
          costs,
          shape,
        ),
    );
    for (let step = fromStep; step < toStep; step++) {
      if (hooks.shouldStop()) return;
      for (const [index, run] of runs.entries()) {
        simulateStep(run, member, step, metrics, recorders[index], step - fromStep);
      }
      hooks.onSteps(runs.length);
    }
    hooks.onResults(recorders.map((recorder) => recorder.finish()));
  }
}

/** One step of one run, with its figures written into `row` of the recorder. */
function simulateStep(
  at: RunOnHead,
  member: number,
  step: number,
  metrics: HeadMetrics,
  recorder: HeadRecorder,
  row: number,
): void {
  const selection = at.policy.select(member, step);
  const kept = metrics.measure(member, step, selection, at.run.budget, at.policy);
  recorder.recordSelection(row, at.contextOf(step), selection.length, kept);
  // A recorded selection may be empty.
  if (selection.length === 0) recorder.recordNothing(row);
  else recorder.recordCost(row, at.cost(member, step, selection), at.clustering);
}
