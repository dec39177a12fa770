import { Cancelled } from "../../cancelled";
import { TaskThread, type TaskHooks } from "../../threads/task-thread";
import type { ComputeTasks } from "./compute-tasks";

/**
 * A worker thread for computations, one at a time: a new one ends the one before it. They do not
 * return to their event loop before they are done, so ending one ends the thread; the next starts
 * another.
 */
export class ComputingThread {
  readonly #thread: TaskThread<ComputeTasks>;

  /** @param workerPath the bundled worker */
  constructor(workerPath: string) {
    this.#thread = new TaskThread(workerPath);
  }

  /**
   * @throws Cancelled after the signal aborts, and where another computation comes; InputError where
   *   the request cannot be met
   */
  async compute<Kind extends keyof ComputeTasks>(
    about: Kind,
    request: ComputeTasks[Kind]["request"],
    { signal, onProgress }: Pick<TaskHooks<never>, "signal" | "onProgress"> = {},
  ): Promise<ComputeTasks[Kind]["result"]> {
    const stop = () => this.#thread.stop();
    stop();
    if (signal?.aborted) throw new Cancelled();
    signal?.addEventListener("abort", stop);
    try {
      return await this.#thread.run(about, request, { onProgress });
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  async dispose(): Promise<void> {
    await this.#thread.dispose();
  }
}
