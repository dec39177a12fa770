/** Simulating what the page shows; results arrive as events with the request's id before its reply. */
import type {
  EnergyModel,
  RunConfiguration,
  SimulationPlan,
} from "../../core/simulation/run/configuration";
import type { HeadResult } from "../../core/simulation/run/result";
import type { Catalog } from "./catalog";
import type { ProgressEvent } from "./requests";

export type { EnergyModel, HeadResult, RunConfiguration, SimulationPlan };

export interface SimulationRequests {
  /** Simulates what is not there yet of a plan; results arrive as events before the reply. */
  simulate: {
    request: {
      readonly plan: SimulationPlan;
      /** What is shown, and so wanted first: the index of a run in the plan, and a KV head. */
      readonly first: { readonly run: number; readonly kvHead: number };
      /** Query heads that the page has been told of each run; it is told those that are others now. */
      readonly has: readonly (readonly number[])[];
      /** Of the event that asked for it, or null where the page simulates by itself. */
      readonly ticket: number | null;
    };
    reply: {
      /** Results that the page then holds: one per query head of each run that can be served. */
      readonly heads: number;
    };
  };
  /**
   * Simulates a plan beside what the page shows, such as further budgets or layers; results arrive
   * as events before the reply.
   */
  simulateFurther: { request: { readonly plan: SimulationPlan }; reply: null };
  /**
   * Simulates what the second trace can serve of the plan; results arrive as events before the
   * reply, which says what they are of. Null where the second trace can serve nothing of it.
   */
  simulateSecond: {
    request: { readonly plan: SimulationPlan };
    reply: { readonly plan: SimulationPlan | null; readonly misfits: readonly string[] };
  };
}

/** A run that a trace cannot serve. */
interface RefusedRun {
  /** Its index in the plan. */
  readonly run: number;
  /** In words for the user. */
  readonly reason: string;
}

export type SimulationEvent =
  | ProgressEvent
  /**
   * Runs of the plan for some query heads, in place of what the page has of them. Each step of each
   * head comes exactly once: a head of more steps than fit comes in parts, which say by `fromStep`
   * and `steps` what they hold.
   */
  | { readonly kind: "result"; readonly id: number; readonly results: readonly HeadResult[] }
  /**
   * All runs of the plan that the trace cannot serve, with the reasons; the others are simulated. It
   * comes before their results.
   */
  | { readonly kind: "refused"; readonly id: number; readonly runs: readonly RefusedRun[] }
  /** Simulate with this ticket: these runs in place of those of the page, or those of the page. */
  | {
      readonly kind: "run";
      readonly runs: readonly RunConfiguration[] | null;
      readonly ticket: number;
    }
  /**
   * Compare runs whose results are there already: asking for a layer of this plan brings them, first
   * with this ticket. They may be of a part of the trace only. `catalog` comes where the runs name
   * devices of their own; `name` is what the user knows the results by.
   */
  | {
      readonly kind: "showResults";
      readonly name: string;
      readonly plan: SimulationPlan;
      readonly ticket: number;
      readonly catalog?: Catalog;
    };
