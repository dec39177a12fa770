import { TaskThread, type TaskHooks } from "../../threads/task-thread";
import type { GenerateParameters } from "../../trace/generate/options";
import type { ImportedTrace } from "../../trace/import/import-trace";
import type { ImportOptions } from "../../trace/import/options";
import type { WriteTasks } from "./write-tasks";

/** How a caller follows and ends the writing of a trace; progress is the share that is written. */
export type WriteHooks = Pick<TaskHooks<never>, "signal" | "onProgress">;

/**
 * Writes a synthetic trace in a worker thread of its own.
 * @param workerPath the bundled worker
 * @throws Cancelled after the signal aborts, with nothing left at `path`; InputError if the file
 *   cannot be written
 */
export async function generateInWorker(
  workerPath: string,
  path: string,
  parameters: GenerateParameters,
  hooks: WriteHooks = {},
): Promise<void> {
  await write(workerPath, "generate", { path, parameters }, hooks);
}

/**
 * Makes a trace of another program's dump in a worker thread of its own.
 * @param out where to; undefined only looks what the dump holds
 * @throws Cancelled as `generateInWorker`; InputError as `importTrace`
 */
export function importInWorker(
  workerPath: string,
  from: string,
  out: string | undefined,
  options: ImportOptions,
  hooks: WriteHooks = {},
): Promise<ImportedTrace> {
  return write(workerPath, "import", { from, out, options }, hooks);
}

async function write<Kind extends keyof WriteTasks>(
  workerPath: string,
  kind: Kind,
  request: WriteTasks[Kind]["request"],
  hooks: WriteHooks,
): Promise<WriteTasks[Kind]["result"]> {
  const thread = new TaskThread<WriteTasks>(workerPath);
  try {
    return await thread.run(kind, request, hooks);
  } finally {
    await thread.dispose();
  }
}
