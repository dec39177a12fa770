import type { Tried } from "./try-once";

/** What a process that makes tries is asked for. */
export interface Task {
  readonly kind: string;
  readonly seed: number;
  /** Index of the first try. */
  readonly from: number;
  /** Tries at most; as many as the time allows where absent. */
  readonly count?: number;
  /** Milliseconds after which no further try is begun. */
  readonly milliseconds: number;
}

/** What such a process answers: a message per try, then that the task is done. */
export type Report =
  | { readonly what: "prepared" }
  /** What is about to be tried, in base64. */
  | { readonly what: "kept"; readonly bytes: string }
  | { readonly what: "tried"; readonly tried: Tried }
  | { readonly what: "done" };
