import { parentPort, type MessagePort } from "node:worker_threads";
import { Cancelled } from "../cancelled";
import { packError } from "./pack-error";
import type { TaskAnswer, TaskMessage } from "./task-messages";
import type { TaskKind, TaskTable } from "./task-table";
import { buffersIn } from "./transfer";
import { stepAside } from "./urgent-work";

/** What a task may say while it runs, and how it learns that it was given up. */
interface TaskContext<Part> {
  /** Aborts with `Cancelled` when the task is given up: for work that waits now and then. */
  readonly signal: AbortSignal;
  /**
   * Whether the task was given up: for work that never waits. An ordinary task is held up here for a
   * moment while urgent ones are under way.
   */
  readonly shouldStop: () => boolean;
  /**
   * Tells how much is done. It is passed on from time to time, and before a part and the result.
   * @param done so far, in units of the task
   */
  readonly progress: (done: number) => void;
  /** Tells a part of the result. The buffers of its arrays are handed over and empty afterwards. */
  readonly part: (part: Part) => void;
}

/**
 * What performs one kind of task. The buffers of the arrays in a result are handed over, as those of
 * parts are.
 */
export type TaskHandler<Task extends TaskKind> = (
  request: Task["request"],
  context: TaskContext<Task["part"]>,
) => Task["result"] | Promise<Task["result"]>;

/** What performs each kind; several tasks may be under way at once. */
export type TaskHandlers<Table extends TaskTable<Table>> = {
  readonly [Kind in keyof Table]: TaskHandler<Table[Kind]>;
};

/** Progress is passed on about this often, in milliseconds: smooth to the eye, cheap to send. */
const progressInterval = 50;

/** Makes the thread that calls it perform tasks for the `TaskThread` that started it. */
export function serveTasks<Table extends TaskTable<Table>>(handlers: TaskHandlers<Table>): void {
  if (!parentPort) throw new Error("This file runs as a worker thread.");
  parentPort.on("message", (message: TaskMessage<Table, keyof Table>) => {
    void perform(handlers, message);
  });
  parentPort.postMessage(null);
}

async function perform<Table extends TaskTable<Table>, Kind extends keyof Table>(
  handlers: TaskHandlers<Table>,
  { kind, request, port, stop, urgent }: TaskMessage<Table, Kind>,
): Promise<void> {
  const post = (answer: TaskAnswer<Table[Kind]>, transfer: ArrayBuffer[] = []) =>
    port.postMessage(answer, transfer);
  const progress = progressTeller((done) => post({ kind: "progress", done }));
  const context: TaskContext<Table[Kind]["part"]> = {
    ...listenForEnd(port, stop, urgent),
    progress: progress.note,
    part: (part) => {
      progress.tell();
      post({ kind: "part", part }, buffersIn(part));
    },
  };
  try {
    const result = await handlers[kind](request, context);
    progress.tell();
    post({ kind: "done", result }, buffersIn(result));
  } catch (error) {
    post({ kind: "failed", error: packError(error) });
  }
}

function listenForEnd(
  port: MessagePort,
  stop: SharedArrayBuffer,
  urgent: SharedArrayBuffer | undefined,
): Pick<TaskContext<never>, "signal" | "shouldStop"> {
  const flag = new Int32Array(stop);
  const controller = new AbortController();
  port.on("message", () => controller.abort(new Cancelled()));
  const shouldStop = () => {
    if (urgent) stepAside(urgent);
    return Atomics.load(flag, 0) !== 0;
  };
  return { signal: controller.signal, shouldStop };
}

/** Collects progress and tells it from time to time, never the same twice. */
function progressTeller(send: (done: number) => void): {
  readonly note: (done: number) => void;
  readonly tell: () => void;
} {
  let noted = 0;
  let told = 0;
  let lastTold = performance.now();
  const tell = () => {
    if (noted !== told) send(noted);
    told = noted;
    lastTold = performance.now();
  };
  return {
    note(done) {
      noted = done;
      if (performance.now() - lastTold > progressInterval) tell();
    },
    tell,
  };
}
