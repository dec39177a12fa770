import type { ClusteringEngine } from "../clustering/engine";
import type { HeadStepResult } from "../pim/head-step-result";
import type { Placement } from "../placement/placement";
import { findPlacement } from "../placement/registry";
import { placementSource } from "../policy/placement-source";
import type { HeadData, HeadPolicy, KeyRead } from "../policy/policy";
import { readHeadData } from "../policy/read-head-data";
import { findPolicy } from "../policy/registry";
import type { Trace } from "../trace/trace";
import { deviceOf, type RunConfiguration, type SimulationPlan } from "./configuration";
import { HeadRecorder } from "./head-recorder";
import { HeadMetrics } from "./metrics";
import type { HeadJob } from "./plan";
import type { HeadResult } from "./result";
import { RunCosts, type StepShare } from "./run-costs";

/** How a job is followed and ended. */
export interface JobHooks {
  /** Asked before every step; true ends the job without further results. */
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
  engine: ClusteringEngine,
  hooks: JobHooks,
): Promise<void> {
  const head = await readHeadData(trace, job.layer, job.kvHead, engine);
  const metrics = new HeadMetrics(head);
  const runs = plan.runs.map((run) => new RunOnHead(head, plan, run));
  const { fromStep, toStep } = plan.scope;
  for (const [member, queryHead] of head.queryHeads.entries()) {
    const recorders = runs.map(
      ({ costs }, run) =>
        new HeadRecorder({ ...job, queryHead, run, fromStep, steps: toStep - fromStep }, costs),
    );
    for (let step = fromStep; step < toStep; step++) {
      if (hooks.shouldStop()) return;
      for (const [index, run] of runs.entries()) {
        run.simulate(member, step, metrics, recorders[index], step - fromStep);
      }
      hooks.onSteps(runs.length);
    }
    hooks.onResults(recorders.map((recorder) => recorder.finish()));
  }
}

/** One run at work on one head. */
class RunOnHead {
  readonly costs: RunCosts;
  readonly #policy: HeadPolicy;
  readonly #placement: Placement;
  readonly #clustering: StepShare;
  readonly #slots: Uint32Array;

  constructor(
    private readonly head: HeadData,
    plan: SimulationPlan,
    private readonly run: RunConfiguration,
  ) {
    const { headDimension, promptTokens, decodeSteps, queryHeads } = head;
    this.costs = new RunCosts(deviceOf(plan, run.device), headDimension, run);
    this.#policy = findPolicy(run.policy).start(head, run.budget, run.parameters);
    this.#placement = findPlacement(run.placement).create(placementSource(head, this.#policy));
    const clustering = run.chargeClustering ? this.#policy.newClusters?.() : undefined;
    this.#clustering = this.costs.clusteringShare(clustering, queryHeads.length);
    this.#slots = new Uint32Array(promptTokens + decodeSteps);
  }

  simulate(
    member: number,
    step: number,
    metrics: HeadMetrics,
    recorder: HeadRecorder,
    row: number,
  ): void {
    const context = this.head.promptTokens + step + 1;
    const selection = this.#policy.select(member, step);
    const kept = metrics.measure(member, step, selection, this.run.budget, this.#policy);
    recorder.recordSelection(row, context, selection.length, kept);
    // A recorded selection may be empty: such a step reads nothing and costs nothing.
    if (selection.length === 0) return;
    recorder.recordCost(row, this.#cost(member, step, context, selection), this.#clustering);
  }

  #cost(member: number, step: number, context: number, selection: Uint32Array): HeadStepResult {
    const slots = this.#slots.subarray(0, selection.length);
    this.#placement.locate(selection, context, slots);
    const keyRead = this.#policy.keyRead?.(member, step);
    return this.costs.headStep.run({
      slots,
      slotCount: this.#placement.slotCount(context),
      index: this.#policy.indexWork(member, step),
      keyChannels: keyRead && { channels: keyRead.channels, wholeSlots: wholeSlots(keyRead) },
    });

    /** Slots of the selected tokens whose keys are read whole. */
    function wholeSlots({ wholeFrom }: KeyRead): Uint32Array {
      const first = selection.findIndex((token) => token >= wholeFrom);
      return first < 0 ? slots.subarray(0, 0) : slots.subarray(first);
    }
  }
}
