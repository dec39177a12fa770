import { Worker } from "node:worker_threads";
import type { SimulationPlan } from "./configuration";
import { unpackError, type JobMessage, type WorkerMessage } from "./messages";
import { jobsOf, queryHeadsOf, type HeadJob } from "./plan";
import type { HeadResult } from "./result";
import type { TraceLocation } from "./trace-location";
import type { TraceHeader } from "../trace/trace";

/** Called while a simulation runs. */
export interface SimulationListener {
  /** All runs of the plan for one query head; each head comes exactly once, in any order. */
  onResults(results: readonly HeadResult[]): void;
  /** Share of the work that is done, 0 .. 1, never falling. */
  onProgress(done: number): void;
}

/** Thrown by `SimulationPool.run` when its signal was aborted. */
export class SimulationCancelled extends Error {
  override readonly name = "SimulationCancelled";
  constructor() {
    super("The simulation was cancelled.");
  }
}

interface Simulation {
  readonly location: TraceLocation;
  readonly plan: SimulationPlan;
  readonly listener: SimulationListener;
  readonly waiting: HeadJob[];
  readonly stop: Int32Array<SharedArrayBuffer>;
  readonly totalSteps: number;
  doneSteps: number;
  activeJobs: number;
  settled: boolean;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

interface Member {
  readonly worker: Worker;
  simulation: Simulation | undefined;
}

/**
 * Worker threads that simulate heads. Several simulations may run at once; their jobs take turns.
 * Threads start with the first job and are kept until `dispose`.
 */
export class SimulationPool {
  readonly #workerPath: string;
  readonly #size: number;
  readonly #members: Member[] = [];
  #running: Simulation[] = [];

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
   * @throws SimulationCancelled after `signal` aborts; InputError where the trace cannot be read
   */
  run(
    location: TraceLocation,
    header: TraceHeader,
    plan: SimulationPlan,
    listener: SimulationListener,
    signal?: AbortSignal,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const { scope, runs } = plan;
      const jobs = jobsOf(plan);
      const heads = jobs.length * queryHeadsOf(header, 0).length;
      const settle = (end: () => void) => () => {
        if (simulation.settled) return;
        simulation.settled = true;
        signal?.removeEventListener("abort", abort);
        this.#running = this.#running.filter((other) => other !== simulation);
        end();
      };
      const simulation: Simulation = {
        location,
        plan,
        listener,
        waiting: jobs,
        stop: new Int32Array(new SharedArrayBuffer(4)),
        totalSteps: heads * (scope.toStep - scope.fromStep) * runs.length,
        doneSteps: 0,
        activeJobs: 0,
        settled: false,
        finish: settle(resolve),
        fail: (error) => {
          simulation.waiting.length = 0;
          Atomics.store(simulation.stop, 0, 1);
          settle(() => reject(error))();
        },
      };
      const abort = () => simulation.fail(new SimulationCancelled());
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener("abort", abort);
      this.#running.push(simulation);
      this.#assign();
    });
  }

  async dispose(): Promise<void> {
    for (const simulation of [...this.#running]) simulation.fail(new SimulationCancelled());
    await Promise.all(this.#members.splice(0).map((member) => member.worker.terminate()));
  }

  /** Gives waiting jobs to idle threads, one simulation after the other. */
  #assign(): void {
    for (;;) {
      const simulation = this.#running.find((candidate) => candidate.waiting.length > 0);
      const member = simulation && this.#idleMember();
      if (!simulation || !member) return;
      const job = simulation.waiting.shift()!;
      simulation.activeJobs++;
      member.simulation = simulation;
      // Round robin, so that a short simulation does not wait for a long one.
      this.#running = [...this.#running.filter((other) => other !== simulation), simulation];
      const { location, plan, stop } = simulation;
      // A busy thread keeps the process alive, an idle one does not.
      member.worker.ref();
      const message: JobMessage = { kind: "simulate", location, plan, job, stop: stop.buffer };
      member.worker.postMessage(message);
    }
  }

  #idleMember(): Member | undefined {
    const idle = this.#members.find((member) => member.simulation === undefined);
    if (idle) return idle;
    if (this.#members.length >= this.#size) return undefined;
    const member: Member = { worker: new Worker(this.#workerPath), simulation: undefined };
    member.worker.on("message", (message: WorkerMessage) => this.#receive(member, message));
    member.worker.on("error", (error: Error) => this.#lose(member, error));
    member.worker.on("exit", () => this.#lose(member, new Error("A simulation worker stopped.")));
    this.#members.push(member);
    return member;
  }

  #receive(member: Member, message: WorkerMessage): void {
    const simulation = member.simulation;
    if (!simulation) return;
    switch (message.kind) {
      case "progress":
        simulation.doneSteps += message.amount;
        if (!simulation.settled) {
          simulation.listener.onProgress(simulation.doneSteps / simulation.totalSteps);
        }
        return;
      case "result":
        if (!simulation.settled) simulation.listener.onResults(message.results);
        return;
      case "failed":
        simulation.fail(unpackError(message.error));
        break;
      case "done":
        if (simulation.activeJobs === 1 && simulation.waiting.length === 0) simulation.finish();
        break;
    }
    simulation.activeJobs--;
    member.simulation = undefined;
    member.worker.unref();
    this.#assign();
  }

  #lose(member: Member, error: Error): void {
    const index = this.#members.indexOf(member);
    if (index < 0) return;
    this.#members.splice(index, 1);
    member.simulation?.fail(error);
    this.#assign();
  }
}
