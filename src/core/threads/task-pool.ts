import { Cancelled } from "../cancelled";
import { TaskBatch, type BatchHooks, type WaitingTasks } from "./task-batch";
import type { TaskTable } from "./task-table";
import { TaskThread } from "./task-thread";
import { UrgentWork } from "./urgent-work";

interface Member<Table extends TaskTable<Table>> {
  readonly thread: TaskThread<Table>;
  /** Takes urgent tasks alone. */
  readonly isSpare: boolean;
  state: "starting" | "idle" | "busy";
}

/**
 * Threads that share tasks, one task a thread at a time. Urgent batches go first, in the order in
 * which they were asked for; the others take turns, so that a short one does not wait for a long
 * one. A spare thread takes urgent tasks alone: they never wait for ordinary ones to end, however
 * long these take, and find what the thread kept of the tasks before; ordinary tasks leave them the
 * processor meanwhile. Threads start when they are
 * needed and are kept.
 */
export class TaskPool<Table extends TaskTable<Table>> {
  readonly #size: number;
  readonly #members: Member<Table>[] = [];
  readonly #urgent = new UrgentWork();
  /** Those with tasks that wait come in the order of their turns. */
  #batches: WaitingTasks<Table>[] = [];

  /**
   * @param workerPath the bundled worker, which serves the kinds of the table
   * @param size threads for all tasks, at least 1; the first urgent one starts the spare one too
   */
  constructor(
    private readonly workerPath: string,
    size: number,
  ) {
    this.#size = Math.max(1, size);
  }

  /**
   * Performs tasks of one kind and resolves with their results in the order of the requests. The
   * first that fails ends the others.
   * @param hooks `onProgress` is told the sum over the batch
   * @throws Cancelled as soon as the signal aborts; what `TaskThread.run` throws
   */
  async perform<Kind extends keyof Table>(
    kind: Kind,
    requests: readonly Table[Kind]["request"][],
    hooks: BatchHooks<Table[Kind]["part"]> = {},
  ): Promise<Table[Kind]["result"][]> {
    const batch = new TaskBatch<Table, Kind>(kind, requests, hooks);
    this.#batches.push(batch);
    this.#assign();
    try {
      return await batch.results;
    } finally {
      this.#batches = this.#batches.filter((other) => other !== batch);
    }
  }

  /** Ends all tasks and threads. */
  async dispose(): Promise<void> {
    for (const batch of this.#batches) batch.fail(new Cancelled());
    await Promise.all(this.#members.splice(0).map(({ thread }) => thread.dispose()));
  }

  /** Gives waiting tasks to idle threads, and starts threads for the others. */
  #assign(): void {
    const hasSpare = this.#members.some(({ isSpare }) => isSpare);
    if (this.#waiting(true) > 0 && !hasSpare) this.#startThread(true);
    for (const member of this.#members) {
      const batch = member.state === "idle" ? this.#nextBatch(member) : undefined;
      if (!batch) continue;
      member.state = "busy";
      // The next turn is another's.
      this.#batches = [...this.#batches.filter((other) => other !== batch), batch];
      void batch.performNext(member.thread, this.#urgent).then(() => this.#rest(member));
    }
    const starting = (spare: boolean) =>
      this.#members.filter(({ isSpare, state }) => isSpare === spare && state === "starting")
        .length;
    const urgent = Math.max(0, this.#waiting(true) - starting(true));
    const lacking = urgent + this.#waiting(false) - starting(false);
    const common = this.#members.filter(({ isSpare }) => !isSpare);
    for (let more = Math.min(lacking, this.#size - common.length); more > 0; more--) {
      this.#startThread(false);
    }
  }

  #startThread(isSpare: boolean): void {
    const thread = new TaskThread<Table>(this.workerPath);
    const member: Member<Table> = { thread, isSpare, state: "starting" };
    // What is urgent looks for the spare thread first.
    if (isSpare) this.#members.unshift(member);
    else this.#members.push(member);
    // Whichever thread is free first takes what waits, this one or another.
    void thread.start().then(() => this.#rest(member));
  }

  #rest(member: Member<Table>): void {
    member.state = "idle";
    this.#assign();
  }

  #nextBatch({ isSpare }: Member<Table>): WaitingTasks<Table> | undefined {
    const waiting = this.#batches.filter((batch) => batch.waiting > 0);
    return waiting.find((batch) => batch.isUrgent) ?? (isSpare ? undefined : waiting[0]);
  }

  #waiting(isUrgent: boolean): number {
    return this.#batches
      .filter((batch) => batch.isUrgent === isUrgent)
      .reduce((sum, batch) => sum + batch.waiting, 0);
  }
}
