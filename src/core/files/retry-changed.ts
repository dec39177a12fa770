import { setTimeout } from "node:timers/promises";
import { Cancelled } from "../cancelled";
import { InputError } from "../errors";
import { FileChanged } from "./file-changed";

/** Milliseconds before each further try: whoever writes a file may need a moment. */
const usualPauses: readonly number[] = [0, 100, 400, 1000];

export interface RetryHooks {
  readonly signal?: AbortSignal | undefined;
  /** Told before the work is done once more. */
  readonly onRetry?: ((change: FileChanged) => void) | undefined;
  /** Milliseconds before each further try. */
  readonly pauses?: readonly number[];
}

/**
 * Does work on a file once more where the file changed meanwhile: results of the content before and
 * of the content after are not mixed.
 * @param work opens the file, and keeps nothing of a try that failed
 * @throws InputError where the file changed at every try; Cancelled after the signal aborts; what
 *   `work` throws
 */
export async function retryChanged<Result>(
  work: () => Promise<Result>,
  { signal, onRetry, pauses = usualPauses }: RetryHooks = {},
): Promise<Result> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof FileChanged)) throw error;
      await setTimeout(pause, undefined, { signal }).catch(() => undefined);
      if (signal?.aborted) throw new Cancelled();
      onRetry?.(error);
    }
  }
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FileChanged)) throw error;
    const reason = `changed each of the ${pauses.length + 1} times that it was read`;
    throw new InputError("file", `${reason}; try again when it is written`, { file: error.file });
  }
}
