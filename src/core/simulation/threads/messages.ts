import { InputError, type InputPlace } from "../../errors";
import type { GenerateParameters } from "../../trace/generate/options";
import type { ImportedTrace } from "../../trace/import/import-trace";
import type { ImportOptions } from "../../trace/import/options";
import type { ComputationKind, Computations } from "./computations";
import type { SimulationPlan } from "../run/configuration";
import type { HeadJob } from "../run/plan";
import type { QuestionKind, Questions } from "../questions/questions";
import type { HeadResult } from "../run/result";
import type { TraceLocation } from "./trace-location";

/** To a worker: simulate one head. Answered with results, then `done` or `failed`. */
export interface JobMessage {
  readonly kind: "simulate";
  readonly location: TraceLocation;
  readonly plan: SimulationPlan;
  readonly job: HeadJob;
  /** One Int32; a value other than 0 asks the worker to stop at the next step. */
  readonly stop: SharedArrayBuffer;
}

/** To a worker: answer a question. Answered with parts and `answer`, then as a job is. */
export type AskMessage<Kind extends QuestionKind = QuestionKind> = {
  [About in Kind]: {
    readonly kind: "ask";
    readonly location: TraceLocation;
    readonly about: About;
    readonly question: Questions[About]["question"];
    /** As in `JobMessage`. */
    readonly stop: SharedArrayBuffer;
  };
}[Kind];

/**
 * To a worker: compute something that needs no trace. Answered with progress, `computed` and
 * `done`, or with `failed`.
 */
export type ComputeMessage<Kind extends ComputationKind = ComputationKind> = {
  [About in Kind]: {
    readonly kind: "compute";
    readonly about: About;
    readonly request: Computations[About]["request"];
  };
}[Kind];

/** To a worker: write a synthetic trace. Answered with progress, then `done` or `failed`. */
export interface GenerateMessage {
  readonly kind: "generate";
  readonly path: string;
  readonly parameters: GenerateParameters;
}

/** To a worker: make a trace of a dump. Answered with progress and `imported`, then as above. */
export interface ImportMessage {
  readonly kind: "import";
  readonly from: string;
  /** Absent to look only. */
  readonly out?: string;
  readonly options: ImportOptions;
}

/** To a worker: give up the trace being written and leave no part of it. */
export interface StopMessage {
  readonly kind: "stop";
}

export type WorkerRequest =
  JobMessage | AskMessage | ComputeMessage | GenerateMessage | ImportMessage | StopMessage;

/** From a worker, always about the one task at hand. */
export type WorkerMessage =
  /** Work done since the last such message: query-head steps times runs, or a share of the whole. */
  | { readonly kind: "progress"; readonly amount: number }
  | { readonly kind: "result"; readonly results: readonly HeadResult[] }
  | { readonly kind: "answer"; readonly answer: Questions[QuestionKind]["answer"] }
  | { readonly kind: "part"; readonly part: Questions[QuestionKind]["part"] }
  | { readonly kind: "imported"; readonly trace: ImportedTrace }
  | { readonly kind: "computed"; readonly result: Computations[ComputationKind]["result"] }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly error: ErrorMessage };

/** An error as plain data, so that an `InputError` is still one on the other side. */
export type ErrorMessage =
  | { readonly field: string; readonly reason: string; readonly place: InputPlace }
  | { readonly message: string };

export function packError(error: unknown): ErrorMessage {
  if (error instanceof InputError) {
    return { field: error.field, reason: error.reason, place: error.place };
  }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function unpackError(error: ErrorMessage): Error {
  return "field" in error
    ? new InputError(error.field, error.reason, error.place)
    : new Error(error.message);
}
