import type { Program } from "../../pim/program/program";
import type { HeadStepRequest } from "../../pim/program/step-request";
import type { HeadStepResult } from "../../pim/step/head-step-result";
import type { VectorShape } from "../../memory/vector-shape";
import type { Placement } from "../../placement/placement";
import type { HeadData, HeadPolicy, KeyRead } from "../../policy/policy";
import { deviceOf, type RunConfiguration, type SimulationPlan } from "./configuration";
import { placeRun, type PlacedRun } from "./place-run";
import { RunCosts, type StepShare } from "./run-costs";

/** One run at work on one head: what it selects, where that lies, what reading it costs. */
export class RunOnHead {
  readonly costs: RunCosts;
  readonly policy: HeadPolicy;
  readonly placement: Placement;
  readonly shape: VectorShape;
  /** A step's share of clustering, which is not part of any step's commands. */
  readonly clustering: StepShare;
  readonly #slots: Uint32Array;

  /** @param placed of this run on this head, where it was placed before */
  constructor(
    private readonly head: HeadData,
    plan: SimulationPlan,
    readonly run: RunConfiguration,
    placed?: PlacedRun,
  ) {
    const { headDimension, promptTokens, decodeSteps, queryHeads } = head;
    const device = deviceOf(plan, run.device);
    this.costs = new RunCosts(device, headDimension, run);
    const { policy, placement, shape } = placed ?? placeRun(head, run, device);
    this.policy = policy;
    this.placement = placement;
    this.shape = shape;
    const clustering = run.chargeClustering ? this.policy.newClusters?.() : undefined;
    this.clustering = this.costs.clusteringShare(clustering, queryHeads.length);
    this.#slots = new Uint32Array(promptTokens + decodeSteps);
  }

  /** Tokens of the context of a step. */
  contextOf(step: number): number {
    return this.head.promptTokens + step + 1;
  }

  /** Slots of selected tokens at a step, [selection.length]; valid until the next call. */
  locate(step: number, selection: Uint32Array): Uint32Array {
    const slots = this.#slots.subarray(0, selection.length);
    this.placement.locate(selection, this.contextOf(step), slots);
    return slots;
  }

  /**
   * Reads a selection on the run's device; the result is overwritten by the next call.
   * @param selection what the policy selected for `member` at `step`; at least one token
   */
  cost(member: number, step: number, selection: Uint32Array): HeadStepResult {
    return this.costs.headStep.run(this.#requestOf(member, step, selection));
  }

  /** The commands that `cost` would run; overwritten by the next call. */
  commands(member: number, step: number, selection: Uint32Array): Program {
    return this.costs.headStep.write(this.#requestOf(member, step, selection));
  }

  #requestOf(member: number, step: number, selection: Uint32Array): HeadStepRequest {
    const slots = this.locate(step, selection);
    const keyRead = this.policy.keyRead?.(member, step);
    return {
      slots,
      slotCount: this.placement.slotCount(this.contextOf(step)),
      index: this.policy.indexWork(member, step),
      keyChannels: keyRead && { channels: keyRead.channels, wholeSlots: wholeSlots(keyRead) },
    };

    /** Slots of the selected tokens whose keys are read whole. */
    function wholeSlots({ wholeFrom }: KeyRead): Uint32Array {
      const first = selection.findIndex((token) => token >= wholeFrom);
      return first < 0 ? slots.subarray(0, 0) : slots.subarray(first);
    }
  }
}
