import { setMaxListeners } from "node:events";
import { Cancelled } from "../cancelled";
import type { TaskTable } from "./task-table";
import type { TaskHooks, TaskThread } from "./task-thread";
import type { UrgentWork } from "./urgent-work";

/** How the tasks of a batch are followed, and in which order they come. */
export interface BatchHooks<Part> extends TaskHooks<Part> {
  /** Someone waits for it: it comes before all that is not urgent. */
  readonly isUrgent?: boolean;
}

/** Tasks of any one kind that wait for threads. */
export interface WaitingTasks<Table extends TaskTable<Table>> {
  readonly isUrgent: boolean;
  /** Tasks that no thread has taken yet. */
  readonly waiting: number;
  /**
   * Performs the next of them; resolves when the thread is free again, whatever came of it. Those
   * that are not urgent leave the processor to `urgent`.
   */
  performNext(thread: TaskThread<Table>, urgent: UrgentWork): Promise<void>;
  /** Gives up what is under way and what waits. */
  fail(error: unknown): void;
}

/** Several requests of one kind, whose results belong together. */
export class TaskBatch<
  Table extends TaskTable<Table>,
  Kind extends keyof Table,
> implements WaitingTasks<Table> {
  readonly isUrgent: boolean;
  /** In the order of the requests. Rejects with the first failure, at once. */
  readonly results: Promise<Table[Kind]["result"][]>;
  readonly #results: Table[Kind]["result"][] = [];
  readonly #end = new AbortController();
  #next = 0;
  #left: number;
  #progress = 0;
  #resolve: (results: Table[Kind]["result"][]) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(
    private readonly kind: Kind,
    private readonly requests: readonly Table[Kind]["request"][],
    private readonly hooks: BatchHooks<Table[Kind]["part"]>,
  ) {
    const { isUrgent = false, signal } = hooks;
    this.isUrgent = isUrgent;
    this.#left = requests.length;
    // Each thread listens, however many there are.
    setMaxListeners(0, this.#end.signal);
    const cancel = () => this.fail(new Cancelled());
    signal?.addEventListener("abort", cancel);
    this.results = new Promise<Table[Kind]["result"][]>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    }).finally(() => signal?.removeEventListener("abort", cancel));
    if (signal?.aborted) cancel();
    else if (this.#left === 0) this.#resolve(this.#results);
  }

  get waiting(): number {
    return this.requests.length - this.#next;
  }

  async performNext(thread: TaskThread<Table>, urgent: UrgentWork): Promise<void> {
    const index = this.#next++;
    const options = {
      urgent: this.isUrgent ? undefined : urgent.count,
      onPart: this.hooks.onPart,
      onProgress: this.#sumProgress(),
      signal: this.#end.signal,
    };
    const run = () => thread.run(this.kind, this.requests[index], options);
    try {
      this.#results[index] = await (this.isUrgent ? urgent.during(run) : run());
      if (--this.#left === 0) this.#resolve(this.#results);
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error: unknown): void {
    this.#next = this.requests.length;
    this.#reject(error);
    this.#end.abort();
  }

  /** Takes the progress of one task into the whole batch's. */
  #sumProgress(): (done: number) => void {
    let before = 0;
    return (done) => {
      this.#progress += done - before;
      before = done;
      this.hooks.onProgress?.(this.#progress);
    };
  }
}
