import type { KnownResults } from "../../simulation/run/known-results";
import type { HeadResult } from "../../simulation/run/result";
import { TaskThread } from "../../threads/task-thread";
import type { RunListener } from "../run/simulate-units";
import type { RunFolder } from "../store/run-folder";
import type { ExperimentTasks, RunRequest } from "./experiment-tasks";
import { OpenedResults } from "./opened-results";

/**
 * Runs and reads experiments in a thread of their own, one per run
 * and per stored run that is open: tables are packed and unpacked
 * there, so that the caller stays free.
 */
export class ExperimentThread {
  readonly #threads = new Set<TaskThread<ExperimentTasks>>();

  /** @param threadPath the bundled `thread.ts` */
  constructor(private readonly threadPath: string) {}

  /** As `runExperiment`, with simulation threads of its own. @throws what that throws */
  async run(request: RunRequest, listener: RunListener, signal?: AbortSignal): Promise<RunFolder> {
    const onPart = (part: ExperimentTasks["run"]["part"]) => {
      switch (part.kind) {
        case "progress":
          listener.onProgress?.(part.progress);
          return;
        case "notice":
          listener.onNotice?.(part.notice);
          return;
      }
    };
    const thread = this.#start();
    try {
      return await thread.run("run", request, { onPart, signal });
    } finally {
      await this.#end(thread);
    }
  }

  /**
   * Opens the results of one trace of a stored run; they are closed with these, or with all.
   * @param trace its index in the run's record
   * @throws InputError when the run is not complete or has no such trace
   */
  async open(folder: string, trace: number): Promise<OpenedResults> {
    const thread = this.#start();
    const place = { folder, trace };
    try {
      const plan = await thread.run("open", place);
      return new OpenedResults(plan, place, thread, () => this.#threads.delete(thread));
    } catch (error) {
      await this.#end(thread);
      throw error;
    }
  }

  /**
   * Reads all results of one trace of a stored run: for runs that fit into memory.
   * @throws InputError as `open`, and when a table is missing or damaged
   */
  async read(folder: string, trace: number): Promise<KnownResults> {
    const opened = await this.open(folder, trace);
    const heads: HeadResult[] = [];
    try {
      const { plan } = opened;
      const part = { layers: plan.scope.layers, runs: plan.runs.map((_, run) => run) };
      await opened.heads(part, (some) => heads.push(...some));
      return { plan, heads };
    } finally {
      await opened.close();
    }
  }

  /** Ends what is under way, without waiting for it to tidy up. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.dispose()));
  }

  #start(): TaskThread<ExperimentTasks> {
    const thread = new TaskThread<ExperimentTasks>(this.threadPath);
    this.#threads.add(thread);
    return thread;
  }

  async #end(thread: TaskThread<ExperimentTasks>): Promise<void> {
    this.#threads.delete(thread);
    await thread.dispose();
  }
}
