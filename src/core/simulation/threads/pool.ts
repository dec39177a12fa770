import { TaskPool } from "../../threads/task-pool";
import type { TaskHooks } from "../../threads/task-thread";
import type { TraceOutline } from "../../trace/header/outline";
import type { TraceHeader } from "../../trace/trace";
import type { QuestionKind, Questions } from "../questions/questions";
import type { SimulationPlan } from "../run/configuration";
import { jobsOf, queryHeadsOf } from "../run/plan";
import type { HeadResult } from "../run/result";
import type { TraceLocation } from "./trace-location";
import type { TraceTasks } from "./trace-tasks";

/** Called while a simulation runs. */
export interface SimulationListener {
  /** All runs of the plan for one query head; each head comes exactly once, in any order. */
  onResults(results: readonly HeadResult[]): void;
  /** Share of the work that is done, 0 .. 1, never falling. */
  onProgress(done: number): void;
}

/** How an answer is followed: the parts that come before it, and its end. */
export type AskOptions<Kind extends QuestionKind> = Pick<
  TaskHooks<Questions[Kind]["part"]>,
  "onPart" | "signal"
>;

/**
 * Worker threads that simulate heads and answer questions. Several simulations may run at once; their
 * heads take turns. What a view asks goes first and has a thread of its own: it waits for other
 * questions at most, never for a head (see `TaskPool`).
 */
export class SimulationPool {
  readonly #threads: TaskPool<TraceTasks>;

  /**
   * @param workerPath the bundled worker
   * @param size threads that simulate, at least 1; the first question starts one more
   */
  constructor(workerPath: string, size: number) {
    this.#threads = new TaskPool(workerPath, size);
  }

  /**
   * Simulates a checked plan (see `checkPlan`) and resolves when every head is done.
   * @throws Cancelled after `signal` aborts; InputError where the trace cannot be read
   */
  async run(
    location: TraceLocation,
    header: TraceHeader,
    plan: SimulationPlan,
    listener: SimulationListener,
    signal?: AbortSignal,
  ): Promise<void> {
    const { scope, runs } = plan;
    const jobs = jobsOf(plan);
    const heads = jobs.length * queryHeadsOf(header, 0).length;
    const steps = heads * (scope.toStep - scope.fromStep) * runs.length;
    const requests = jobs.map((job) => ({ location, question: { plan, job } }));
    await this.#threads.perform("simulate", requests, {
      onPart: (results) => listener.onResults(results),
      onProgress: (done) => listener.onProgress(done / steps),
      signal,
    });
  }

  /**
   * Asks one question about a trace. What it needs checked is checked before (see `checkPlan`,
   * `detailQuestion`).
   * @throws Cancelled after `signal` aborts; InputError where the trace cannot be read or does not
   *   have what is asked for
   */
  async ask<Kind extends QuestionKind>(
    location: TraceLocation,
    about: Kind,
    question: Questions[Kind]["question"],
    options: AskOptions<Kind> = {},
  ): Promise<Questions[Kind]["answer"]> {
    const hooks = { ...options, isUrgent: true };
    const [answer] = await this.#threads.perform(about, [{ location, question }], hooks);
    return answer;
  }

  /**
   * Reads and checks the header of a trace.
   * @throws InputError where the trace cannot be read or is none
   */
  async outline(location: TraceLocation): Promise<TraceOutline> {
    const requests = [{ location, question: undefined }];
    const [outline] = await this.#threads.perform("outline", requests, { isUrgent: true });
    return outline;
  }

  /** Ends what is under way. */
  dispose(): Promise<void> {
    return this.#threads.dispose();
  }
}
