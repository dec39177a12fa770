import { MessageChannel, Worker } from "node:worker_threads";
import { Cancelled } from "../cancelled";
import { unpackError } from "./pack-error";
import type { TaskAnswer, TaskMessage } from "./task-messages";
import type { TaskTable } from "./task-table";

/** How a caller follows a task and gives it up. */
export interface TaskHooks<Part> {
  readonly onPart?: ((part: Part) => void) | undefined;
  /** @param done so far, in units of the task; never falling */
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a thread goes about a task. */
export interface TaskOptions<Part> extends TaskHooks<Part> {
  /** The urgent tasks of other threads that this one leaves the processor to; see `UrgentWork`. */
  readonly urgent?: SharedArrayBuffer | undefined;
}

/**
 * A worker thread that performs tasks, any number at once; see `serveTasks` for its other side. It
 * starts with the first task, keeps the process alive only while it is busy, and starts anew with
 * the next task where it was lost.
 */
export class TaskThread<Table extends TaskTable<Table>> {
  #worker: Worker | undefined;
  #started: Promise<void> = Promise.resolve();
  /** How to fail each task under way. */
  readonly #failures = new Set<(error: Error) => void>();

  /** @param workerPath the bundled worker, which serves the kinds of the table */
  constructor(private readonly workerPath: string) {}

  /** Starts the thread ahead of its first task; resolves when it can take one, or was lost. */
  start(): Promise<void> {
    this.#worker ??= this.#start();
    return this.#started;
  }

  /**
   * Performs a task. After the signal aborts nothing more is told, and the promise settles when the
   * worker has looked up from the task: from then on the thread is free and what the task held is
   * tidied up.
   * @throws Cancelled where the task was given up before it was done; Error where the thread is
   *   lost; whatever the worker throws, an `InputError` as one
   */
  async run<Kind extends keyof Table>(
    kind: Kind,
    request: Table[Kind]["request"],
    { onPart, onProgress, signal, urgent }: TaskOptions<Table[Kind]["part"]> = {},
  ): Promise<Table[Kind]["result"]> {
    if (signal?.aborted) throw new Cancelled();
    const worker = (this.#worker ??= this.#start());
    const { port1: port, port2: answers } = new MessageChannel();
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const giveUp = () => {
      Atomics.store(stop, 0, 1);
      port.postMessage(null);
    };
    let fail: ((error: Error) => void) | undefined;
    signal?.addEventListener("abort", giveUp);
    try {
      return await new Promise<Table[Kind]["result"]>((resolve, reject) => {
        fail = reject;
        this.#failures.add(fail);
        worker.ref();
        port.on("message", (answer: TaskAnswer<Table[Kind]>) => {
          switch (answer.kind) {
            case "progress":
              if (!signal?.aborted) onProgress?.(answer.done);
              return;
            case "part":
              if (!signal?.aborted) onPart?.(answer.part);
              return;
            case "done":
              resolve(answer.result);
              return;
            case "failed":
              reject(unpackError(answer.error));
              return;
          }
        });
        const message: TaskMessage<Table, Kind> = {
          kind,
          request,
          port: answers,
          stop: stop.buffer,
          urgent,
        };
        worker.postMessage(message, [answers]);
      });
    } finally {
      signal?.removeEventListener("abort", giveUp);
      port.close();
      if (fail) this.#failures.delete(fail);
      this.#letGo(worker);
    }
  }

  /** Ends the thread in the middle of its tasks, where there are any; the next one starts another. */
  stop(): void {
    if (this.#failures.size > 0) void this.dispose();
  }

  /** Ends the thread; tasks under way are cancelled without looking up from their work. */
  async dispose(): Promise<void> {
    const worker = this.#worker;
    this.#lose(new Cancelled());
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.workerPath);
    const lose = (error: Error) => {
      if (this.#worker === worker) this.#lose(error);
    };
    worker.on("error", lose);
    worker.on("exit", () => lose(new Error("A worker thread stopped.")));
    this.#started = new Promise((resolve) => {
      // The only message that is not by a task's own way says that tasks are served.
      worker.once("message", () => {
        this.#letGo(worker);
        resolve();
      });
      worker.once("exit", () => resolve());
    });
    return worker;
  }

  /**
   * A thread that is busy, or about to be, keeps the process alive, and so does one that is being
   * ended; an idle one does not.
   */
  #letGo(worker: Worker): void {
    if (this.#worker === worker && this.#failures.size === 0) worker.unref();
  }

  #lose(error: Error): void {
    this.#worker = undefined;
    const failures = [...this.#failures];
    this.#failures.clear();
    for (const fail of failures) fail(error);
  }
}
