import { Cancelled } from "../cancelled";
import { TaskBatch, type BatchHooks, type WaitingTasks } from "./task-batch";
import type { TaskTable } from "./task-table";
import { TaskThread } from "./task-thread";

interface Member<Table extends TaskTable<Table>> {
  readonly thread: TaskThread<Table>;
  state: "starting" | "idle" | "ordinary" | "urgent";
}

/**
 * Threads that share tasks, one task a thread at a time. Urgent batches go first, in the order in
 * which they were asked for; the others take turns, so that a short one does not wait for a long
 * one. Besides the threads for ordinary tasks there is a spare one: an urgent task never waits for
 * ordinary ones to end, however long they take. Threads start when they are needed and are kept.
 */
export class TaskPool<Table extends TaskTable<Table>> {
  readonly #size: number;
  readonly #members: Member<Table>[] = [];
  /** Those with tasks that wait come in the order of their turns. */
  #batches: WaitingTasks<Table>[] = [];

  /**
   * @param workerPath the bundled worker, which serves the kinds of the table
   * @param size threads for ordinary tasks, at least 1; urgent ones may start one more
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
    for (const member of this.#members) {
      const batch = member.state === "idle" ? this.#nextBatch() : undefined;
      if (!batch) continue;
      member.state = batch.isUrgent ? "urgent" : "ordinary";
      // The next turn is another's.
      this.#batches = [...this.#batches.filter((other) => other !== batch), batch];
      void batch.performNext(member.thread).then(() => this.#rest(member));
    }
    for (let lacking = this.#lackingThreads(); lacking > 0; lacking--) {
      const member: Member<Table> = { thread: new TaskThread(this.workerPath), state: "starting" };
      this.#members.push(member);
      // Whichever thread is free first takes what waits, this one or another.
      void member.thread.start().then(() => this.#rest(member));
    }
  }

  #rest(member: Member<Table>): void {
    member.state = "idle";
    this.#assign();
  }

  #nextBatch(): WaitingTasks<Table> | undefined {
    const waiting = this.#batches.filter((batch) => batch.waiting > 0);
    const urgent = waiting.find((batch) => batch.isUrgent);
    if (urgent) return urgent;
    return this.#count("ordinary") < this.#size ? waiting[0] : undefined;
  }

  /** Threads that are to be started for the tasks that wait. */
  #lackingThreads(): number {
    const waiting = (isUrgent: boolean) =>
      this.#batches
        .filter((batch) => batch.isUrgent === isUrgent)
        .reduce((sum, batch) => sum + batch.waiting, 0);
    const urgent = waiting(true);
    const ordinary = Math.min(waiting(false), this.#size - this.#count("ordinary"));
    const most = urgent > 0 ? this.#size + 1 : this.#size;
    const wanted = urgent + ordinary - this.#count("starting") - this.#count("idle");
    return Math.min(wanted, most - this.#members.length);
  }

  #count(state: Member<Table>["state"]): number {
    return this.#members.filter((member) => member.state === state).length;
  }
}
