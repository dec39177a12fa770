import { Worker } from "node:worker_threads";
import type { SimulationPlan } from "../../simulation/run/configuration";
import type { KnownResults } from "../../simulation/run/known-results";
import { unpackError } from "../../simulation/threads/messages";
import { Cancelled } from "../../cancelled";
import type { HeadResult } from "../../simulation/run/result";
import type { RunFolder } from "../store/run-folder";
import type { RunListener } from "../run/simulate-units";
import {
  cancelMessage,
  type RunTask,
  type ThreadMessage,
  type ThreadTask,
} from "./thread-messages";

/**
 * Runs and reads studies in a thread of their own, one per task: tables are packed and unpacked
 * there, so that the caller stays free.
 */
export class ExperimentThread {
  readonly #workers = new Set<Worker>();

  /** @param threadPath the bundled `thread.ts` */
  constructor(private readonly threadPath: string) {}

  /** As `runExperiment`, with simulation threads of its own. @throws what that throws */
  async run(
    task: Omit<RunTask, "kind">,
    listener: RunListener,
    signal?: AbortSignal,
  ): Promise<RunFolder> {
    let folder: RunFolder | undefined;
    const receive = (message: ThreadMessage) => {
      if (message.kind === "progress") listener.onProgress?.(message.progress);
      if (message.kind === "notice") listener.onNotice?.(message.notice);
      if (message.kind === "finished") folder = { path: message.path, record: message.record };
    };
    await this.#perform({ kind: "run", ...task }, receive, signal);
    return folder!;
  }

  /** As `readResults`. @throws what that throws */
  async read(folder: string, trace: number): Promise<KnownResults> {
    let plan: SimulationPlan | undefined;
    const heads: HeadResult[] = [];
    const receive = (message: ThreadMessage) => {
      if (message.kind === "plan") ({ plan } = message);
      if (message.kind === "heads") heads.push(...message.heads);
    };
    await this.#perform({ kind: "read", folder, trace }, receive);
    return { plan: plan!, heads };
  }

  /** Ends what is under way, without waiting for it to tidy up. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #perform(
    task: ThreadTask,
    receive: (message: ThreadMessage) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    if (signal?.aborted) return Promise.reject(new Cancelled());
    const worker = new Worker(this.threadPath, { workerData: task });
    this.#workers.add(worker);
    const cancel = () => worker.postMessage(cancelMessage);
    signal?.addEventListener("abort", cancel);
    const ended = new Promise<void>((resolve, reject) => {
      worker.on("message", (message: ThreadMessage) => {
        if (message.kind === "cancelled") reject(new Cancelled());
        else if (message.kind === "failed") reject(unpackError(message.error));
        else receive(message);
        if (message.kind === "finished" || message.kind === "done") resolve();
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("The thread of an experiment stopped.")));
    });
    return ended.finally(() => {
      signal?.removeEventListener("abort", cancel);
      this.#workers.delete(worker);
    });
  }
}
