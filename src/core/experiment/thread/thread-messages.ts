import type { ErrorMessage } from "../../simulation/threads/messages";
import type { SimulationPlan } from "../../simulation/run/configuration";
import type { HeadResult } from "../../simulation/run/result";
import type { RunRecord } from "../store/run-record";
import type { RunProgress } from "../run/simulate-units";

/** Runs an experiment. Answered with progress and notices, then `finished` or `failed`. */
export interface RunTask {
  readonly kind: "run";
  /** The experiment's file, and what it says. */
  readonly file: string;
  readonly text: string;
  readonly out: string;
  readonly resume: boolean;
  /** The bundled worker of simulations, and how many of them. */
  readonly workerPath: string;
  readonly workers: number;
  /** Undefined for the usual one. */
  readonly cacheFolder?: string | undefined;
  /** Bytes; 0 for no cache. */
  readonly cacheBytes: number;
}

/** Reads the results of one trace. Answered with `plan`, its heads, then `done` or `failed`. */
export interface ReadTask {
  readonly kind: "read";
  readonly folder: string;
  /** Index of the trace in the run. */
  readonly trace: number;
}

export type ThreadTask = RunTask | ReadTask;

/** From the thread, about its one task. */
export type ThreadMessage =
  | { readonly kind: "progress"; readonly progress: RunProgress }
  | { readonly kind: "notice"; readonly notice: string }
  | { readonly kind: "finished"; readonly path: string; readonly record: RunRecord }
  | { readonly kind: "plan"; readonly plan: SimulationPlan }
  | { readonly kind: "heads"; readonly heads: readonly HeadResult[] }
  | { readonly kind: "done" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly error: ErrorMessage };

/** To the thread: give the task up. */
export const cancelMessage = "cancel";
