import { Worker } from "node:worker_threads";
import type { ImportOptions } from "../../trace/import/options";
import type { ImportedTrace } from "../../trace/import/import-trace";
import type { GenerateParameters } from "../../trace/generate/options";
import {
  unpackError,
  type GenerateMessage,
  type ImportMessage,
  type WorkerMessage,
  type WorkerRequest,
} from "./messages";
import { Cancelled } from "../../cancelled";

/** How a caller follows and ends the writing of a trace. */
export interface WriteHooks {
  readonly signal?: AbortSignal;
  /** @param done share that is written, 0 .. 1 */
  readonly onProgress?: (done: number) => void;
}

/**
 * Writes a synthetic trace in a worker thread of its own.
 * @param workerPath the bundled worker
 * @throws Cancelled after the signal aborts, with nothing left at `path`;
 *   InputError if the file cannot be written
 */
export async function generateInWorker(
  workerPath: string,
  path: string,
  parameters: GenerateParameters,
  hooks: WriteHooks = {},
): Promise<void> {
  await writeInWorker(workerPath, { kind: "generate", path, parameters }, hooks);
}

/**
 * Makes a trace of another program's dump in a worker thread of its own.
 * @param out where to; undefined only looks what the dump holds
 * @throws Cancelled as `generateInWorker`; InputError as `importTrace`
 */
export async function importInWorker(
  workerPath: string,
  from: string,
  out: string | undefined,
  options: ImportOptions,
  hooks: WriteHooks = {},
): Promise<ImportedTrace> {
  const request: ImportMessage = { kind: "import", from, options, ...(out && { out }) };
  const imported = await writeInWorker(workerPath, request, hooks);
  if (imported === undefined) throw new Error("The worker did not say what it imported.");
  return imported;
}

async function writeInWorker(
  workerPath: string,
  request: GenerateMessage | ImportMessage,
  { signal, onProgress }: WriteHooks,
): Promise<ImportedTrace | undefined> {
  const worker = new Worker(workerPath);
  const send = (message: WorkerRequest) => worker.postMessage(message);
  const stop = () => send({ kind: "stop" });
  signal?.addEventListener("abort", stop);
  try {
    return await new Promise((resolve, reject) => {
      let done = 0;
      let imported: ImportedTrace | undefined;
      worker.on("error", reject);
      worker.on("message", (message: WorkerMessage) => {
        if (message.kind === "progress") onProgress?.((done += message.amount));
        if (message.kind === "imported") imported = message.trace;
        if (message.kind === "done") resolve(imported);
        if (message.kind === "failed") {
          reject(signal?.aborted ? new Cancelled() : unpackError(message.error));
        }
      });
      send(request);
      if (signal?.aborted) stop();
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
