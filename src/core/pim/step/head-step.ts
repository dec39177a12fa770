import type { ClusteringWork } from "../program/clustering-program";
import type { Program } from "../program/program";
import type { HeadStepRequest } from "../program/step-request";
import type { HeadStepResult } from "./head-step-result";

/** Costs the steps of one query head on a channel of its own; every call overwrites the result. */
export interface HeadStep {
  /**
   * @throws InputError when the selection is empty or not distinct, or keys, values, index
   *   or clusters do not fit into their part of a bank
   */
  run(request: HeadStepRequest): HeadStepResult;
  /**
   * Clustering alone, whatever the options say.
   * @throws InputError when a window does not fit into its part of a bank
   */
  runClustering(work: ClusteringWork): HeadStepResult;
  /**
   * The commands of a step, which are not run; overwritten by the next call. Empty where bank groups
   * run on their own.
   * @throws InputError as `run`
   */
  write(request: HeadStepRequest): Program;
  /** Commands of the last run; empty where bank groups run on their own. */
  readonly program: Program;
}
