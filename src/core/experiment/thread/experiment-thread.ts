import type { KnownResults } from "../../simulation/run/known-results";
import type { HeadResult } from "../../simulation/run/result";
import { TaskThread, type TaskHooks } from "../../threads/task-thread";
import type { RunListener } from "../run/simulate-units";
import type { RunFolder } from "../store/run-folder";
import type { ExperimentTasks, RunRequest } from "./experiment-tasks";

/**
 * Runs and reads experiments in a thread of their own, one per task: tables are packed and unpacked
 * there, so that the caller stays free.
 */
export class ExperimentThread {
  readonly #threads = new Set<TaskThread<ExperimentTasks>>();

  /** @param threadPath the bundled `thread.ts` */
  constructor(private readonly threadPath: string) {}

  /** As `runExperiment`, with simulation threads of its own. @throws what that throws */
  run(request: RunRequest, listener: RunListener, signal?: AbortSignal): Promise<RunFolder> {
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
    return this.#perform("run", request, { onPart, signal });
  }

  /** As `readResults`. @throws what that throws */
  async read(folder: string, trace: number): Promise<KnownResults> {
    const heads: HeadResult[] = [];
    const onPart = (part: readonly HeadResult[]) => heads.push(...part);
    const plan = await this.#perform("read", { folder, trace }, { onPart });
    return { plan, heads };
  }

  /** Ends what is under way, without waiting for it to tidy up. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.dispose()));
  }

  async #perform<Kind extends keyof ExperimentTasks>(
    kind: Kind,
    request: ExperimentTasks[Kind]["request"],
    hooks: TaskHooks<ExperimentTasks[Kind]["part"]>,
  ): Promise<ExperimentTasks[Kind]["result"]> {
    const thread = new TaskThread<ExperimentTasks>(this.threadPath);
    this.#threads.add(thread);
    try {
      return await thread.run(kind, request, hooks);
    } finally {
      this.#threads.delete(thread);
      await thread.dispose();
    }
  }
}
