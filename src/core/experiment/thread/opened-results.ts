import type { SimulationPlan } from "../../simulation/run/configuration";
import type { HeadResult } from "../../simulation/run/result";
import type { TaskThread } from "../../threads/task-thread";
import type { StoredPart } from "../store/stored-results";
import type { ExperimentTasks, StoredTrace } from "./experiment-tasks";

/**
 * The results of one trace of a stored run, read in a thread of their own as they are asked for: a
 * caller holds what it asked for, and nothing else.
 */
export class OpenedResults {
  /**
   * @param plan what the results are of
   * @param thread ended with these results
   */
  constructor(
    readonly plan: SimulationPlan,
    private readonly place: StoredTrace,
    private readonly thread: TaskThread<ExperimentTasks>,
    private readonly onClose: () => void,
  ) {}

  /**
   * Reads the heads of a part, by run, layer and query head.
   * @param onHeads takes some heads after the other; none after `signal` aborts
   * @throws InputError as `StoredResults.heads`; Cancelled after `signal` aborts or `close`
   */
  async heads(
    part: StoredPart,
    onHeads: (heads: readonly HeadResult[]) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.thread.run("heads", { ...this.place, part }, { onPart: onHeads, signal });
  }

  async close(): Promise<void> {
    this.onClose();
    await this.thread.dispose();
  }
}
