import { Worker } from "node:worker_threads";
import type { GenerateParameters } from "../trace/generate/options";
import { unpackError, type WorkerMessage, type WorkerRequest } from "./messages";
import { SimulationCancelled } from "./pool";

/** How a caller follows and ends the writing of a trace. */
export interface GenerateHooks {
  readonly signal?: AbortSignal;
  /** @param done share that is written, 0 .. 1 */
  readonly onProgress?: (done: number) => void;
}

/**
 * Writes a synthetic trace in a worker thread of its own.
 * @param workerPath the bundled worker
 * @throws SimulationCancelled after the signal aborts, with nothing left at `path`;
 *   InputError if the file cannot be written
 */
export async function generateInWorker(
  workerPath: string,
  path: string,
  parameters: GenerateParameters,
  { signal, onProgress }: GenerateHooks = {},
): Promise<void> {
  const worker = new Worker(workerPath);
  const send = (request: WorkerRequest) => worker.postMessage(request);
  const stop = () => send({ kind: "stop" });
  signal?.addEventListener("abort", stop);
  try {
    await new Promise<void>((resolve, reject) => {
      let done = 0;
      worker.on("error", reject);
      worker.on("message", (message: WorkerMessage) => {
        if (message.kind === "progress") onProgress?.((done += message.amount));
        if (message.kind === "done") resolve();
        if (message.kind === "failed") {
          reject(signal?.aborted ? new SimulationCancelled() : unpackError(message.error));
        }
      });
      send({ kind: "generate", path, parameters });
      if (signal?.aborted) stop();
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
