import { Worker } from "node:worker_threads";
import { Cancelled } from "../../cancelled";
import type { SimulationPlan } from "../run/configuration";
import { unpackError, type AskMessage, type JobMessage, type WorkerMessage } from "./messages";
import { jobsOf, queryHeadsOf } from "../run/plan";
import type { QuestionKind, Questions } from "../questions/questions";
import type { HeadResult } from "../run/result";
import type { TraceLocation } from "./trace-location";
import type { TraceHeader } from "../../trace/trace";

/** Called while a simulation runs. */
export interface SimulationListener {
  /** All runs of the plan for one query head; each head comes exactly once, in any order. */
  onResults(results: readonly HeadResult[]): void;
  /** Share of the work that is done, 0 .. 1, never falling. */
  onProgress(done: number): void;
}

/** How an answer is followed. */
export interface AskOptions<Kind extends QuestionKind> {
  /** Takes the parts that come before the answer. */
  readonly onPart?: ((part: Questions[Kind]["part"]) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

type TaskMessage = JobMessage | AskMessage;

/** Messages that wait for threads, and what becomes of what the threads answer. */
interface Task {
  readonly waiting: TaskMessage[];
  /** Takes progress, results, answers and parts. */
  readonly receive: (message: WorkerMessage) => void;
  /** Shared with the messages; see `JobMessage`. */
  readonly stop: Int32Array<SharedArrayBuffer>;
  activeJobs: number;
  settled: boolean;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

interface Member {
  readonly worker: Worker;
  task: Task | undefined;
}

/**
 * Worker threads that simulate heads and answer questions. Several simulations may run at once;
 * their jobs take turns, and what a view asks goes first. Threads start with the first job and are kept
 * until `dispose`.
 */
export class SimulationPool {
  readonly #workerPath: string;
  readonly #size: number;
  readonly #members: Member[] = [];
  #running: Task[] = [];

  /**
   * @param workerPath the bundled worker
   * @param size threads, at least 1
   */
  constructor(workerPath: string, size: number) {
    this.#workerPath = workerPath;
    this.#size = Math.max(1, size);
  }

  /**
   * Simulates a checked plan (see `checkPlan`) and resolves when every head is done.
   * @throws Cancelled after `signal` aborts; InputError where the trace cannot be read
   */
  run(
    location: TraceLocation,
    header: TraceHeader,
    plan: SimulationPlan,
    listener: SimulationListener,
    signal?: AbortSignal,
  ): Promise<void> {
    const { scope, runs } = plan;
    const jobs = jobsOf(plan);
    const heads = jobs.length * queryHeadsOf(header, 0).length;
    const totalSteps = heads * (scope.toStep - scope.fromStep) * runs.length;
    let doneSteps = 0;
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const waiting = jobs.map((job): JobMessage => {
      return { kind: "simulate", location, plan, job, stop: stop.buffer };
    });
    const receive = (message: WorkerMessage) => {
      if (message.kind === "result") listener.onResults(message.results);
      if (message.kind === "progress") {
        doneSteps += message.amount;
        listener.onProgress(doneSteps / totalSteps);
      }
    };
    return this.#perform(waiting, stop, receive, signal);
  }

  /**
   * Asks one question about a trace, ahead of all jobs that wait. What it needs checked is checked
   * before (see `checkPlan`, `detailQuestion`).
   * @throws Cancelled after `signal` aborts; InputError where the trace cannot be read
   *   or does not have what is asked for
   */
  async ask<Kind extends QuestionKind>(
    location: TraceLocation,
    about: Kind,
    question: Questions[Kind]["question"],
    { onPart, signal }: AskOptions<Kind> = {},
  ): Promise<Questions[Kind]["answer"]> {
    let answer: Questions[Kind]["answer"] | undefined;
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const message = { kind: "ask", location, about, question, stop: stop.buffer } as AskMessage;
    const receive = (received: WorkerMessage) => {
      if (received.kind === "part") onPart?.(received.part);
      if (received.kind === "answer") answer = received.answer;
    };
    await this.#perform([message], stop, receive, signal);
    return answer!;
  }

  #perform(
    waiting: TaskMessage[],
    stop: Int32Array<SharedArrayBuffer>,
    receive: (message: WorkerMessage) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => () => {
        if (task.settled) return;
        task.settled = true;
        signal?.removeEventListener("abort", abort);
        this.#running = this.#running.filter((other) => other !== task);
        end();
      };
      const task: Task = {
        waiting,
        receive,
        stop,
        activeJobs: 0,
        settled: false,
        finish: settle(resolve),
        fail: (error) => {
          waiting.length = 0;
          Atomics.store(stop, 0, 1);
          settle(() => reject(error))();
        },
      };
      const abort = () => task.fail(new Cancelled());
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener("abort", abort);
      if (waiting[0]?.kind === "simulate") this.#running.push(task);
      else this.#running.unshift(task);
      this.#assign();
    });
  }

  async dispose(): Promise<void> {
    for (const task of [...this.#running]) task.fail(new Cancelled());
    await Promise.all(this.#members.splice(0).map((member) => member.worker.terminate()));
  }

  /** Gives waiting jobs to idle threads, one task after the other. */
  #assign(): void {
    for (;;) {
      const task = this.#running.find((candidate) => candidate.waiting.length > 0);
      const member = task && this.#idleMember();
      if (!task || !member) return;
      const message = task.waiting.shift()!;
      task.activeJobs++;
      member.task = task;
      // Round robin, so that a short simulation does not wait for a long one.
      this.#running = [...this.#running.filter((other) => other !== task), task];
      // A busy thread keeps the process alive, an idle one does not.
      member.worker.ref();
      member.worker.postMessage(message);
    }
  }

  #idleMember(): Member | undefined {
    const idle = this.#members.find((member) => member.task === undefined);
    if (idle) return idle;
    if (this.#members.length >= this.#size) return undefined;
    const member: Member = { worker: new Worker(this.#workerPath), task: undefined };
    member.worker.on("message", (message: WorkerMessage) => this.#receive(member, message));
    member.worker.on("error", (error: Error) => this.#lose(member, error));
    member.worker.on("exit", () => this.#lose(member, new Error("A simulation worker stopped.")));
    this.#members.push(member);
    return member;
  }

  #receive(member: Member, message: WorkerMessage): void {
    const { task } = member;
    if (!task) return;
    switch (message.kind) {
      case "progress":
      case "result":
      case "answer":
      case "part":
      case "computed":
        if (!task.settled) task.receive(message);
        return;
      case "imported":
        // An answer to `importInWorker` alone, which has a worker of its own.
        return;
      case "failed":
        task.fail(unpackError(message.error));
        break;
      case "done":
        if (task.activeJobs === 1 && task.waiting.length === 0) task.finish();
        break;
    }
    task.activeJobs--;
    member.task = undefined;
    member.worker.unref();
    this.#assign();
  }

  #lose(member: Member, error: Error): void {
    const index = this.#members.indexOf(member);
    if (index < 0) return;
    this.#members.splice(index, 1);
    member.task?.fail(error);
    this.#assign();
  }
}
