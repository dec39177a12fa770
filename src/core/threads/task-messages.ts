import type { MessagePort } from "node:worker_threads";
import type { PackedError } from "./pack-error";
import type { TaskKind, TaskTable } from "./task-table";

/** To a worker: perform a task, beside those that it performs already. */
export interface TaskMessage<Table extends TaskTable<Table>, Kind extends keyof Table> {
  readonly kind: Kind;
  readonly request: Table[Kind]["request"];
  /**
   * The task's own way back: nothing that one task says can be taken for another's, and what comes
   * late comes nowhere. Any message from the caller gives the task up.
   */
  readonly port: MessagePort;
  /**
   * One Int32; a value other than 0 gives the task up too. It reaches work that does not return to
   * its event loop, as a message does not.
   */
  readonly stop: SharedArrayBuffer;
  /** The urgent tasks that this one leaves the processor to; see `UrgentWork`. */
  readonly urgent: SharedArrayBuffer | undefined;
}

/** From a worker, by the port of a task: progress and parts, then `done` or `failed`. */
export type TaskAnswer<Task extends TaskKind> =
  /** @see TaskContext.progress */
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "part"; readonly part: Task["part"] }
  | { readonly kind: "done"; readonly result: Task["result"] }
  | { readonly kind: "failed"; readonly error: PackedError };
