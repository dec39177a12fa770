import { Worker } from "node:worker_threads";
import type { ComputationKind, Computations } from "./computations";
import { unpackError, type ComputeMessage, type WorkerMessage } from "./messages";
import { Cancelled } from "../../cancelled";

/** How a caller follows and ends a computation. */
export interface ComputingHooks {
  readonly signal?: AbortSignal;
  /** @param done share of the work, 0 .. 1 */
  readonly onProgress?: (done: number) => void;
}

/** What is being computed. */
interface Task {
  receive(answer: WorkerMessage): void;
  end(error: Error): void;
}

/**
 * A worker thread for computations, one at a time: a new one ends the one before it. They do not
 * look up from their work, so ending one ends the thread; the next starts another.
 */
export class ComputingThread {
  #worker: Worker | undefined;
  #task: Task | undefined;

  /** @param workerPath the bundled worker */
  constructor(private readonly workerPath: string) {}

  /**
   * @throws Cancelled after the signal aborts, and where another computation comes;
   *   InputError where the request cannot be met
   */
  async compute<Kind extends ComputationKind>(
    about: Kind,
    request: Computations[Kind]["request"],
    { signal, onProgress }: ComputingHooks = {},
  ): Promise<Computations[Kind]["result"]> {
    this.stop();
    if (signal?.aborted) throw new Cancelled();
    const message = { kind: "compute", about, request } as ComputeMessage;
    const worker = (this.#worker ??= this.#start());
    const stop = () => this.stop();
    signal?.addEventListener("abort", stop);
    try {
      return await new Promise((resolve, reject) => {
        let done = 0;
        let result: Computations[Kind]["result"] | undefined;
        this.#task = {
          receive: (answer) => {
            if (answer.kind === "progress") onProgress?.((done += answer.amount));
            if (answer.kind === "computed") result = answer.result;
            if (answer.kind === "done") resolve(result!);
            if (answer.kind === "failed") reject(unpackError(answer.error));
          },
          end: reject,
        };
        // A busy thread keeps the process alive, an idle one does not.
        worker.ref();
        worker.postMessage(message);
      });
    } finally {
      signal?.removeEventListener("abort", stop);
      worker.unref();
      if (this.#worker === worker) this.#task = undefined;
    }
  }

  /** Ends what is being computed. */
  stop(): void {
    if (this.#task) this.#end(new Cancelled());
  }

  dispose(): void {
    this.#end(new Cancelled());
  }

  #start(): Worker {
    const worker = new Worker(this.workerPath);
    const lose = (error: Error) => {
      if (this.#worker === worker) this.#end(error);
    };
    worker.on("message", (answer: WorkerMessage) => {
      if (this.#worker === worker) this.#task?.receive(answer);
    });
    worker.on("error", lose);
    worker.on("exit", () => lose(new Error("A computing worker stopped.")));
    return worker;
  }

  #end(error: Error): void {
    const [worker, task] = [this.#worker, this.#task];
    this.#worker = undefined;
    this.#task = undefined;
    void worker?.terminate();
    task?.end(error);
  }
}
