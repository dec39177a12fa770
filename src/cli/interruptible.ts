import { constants } from "node:os";

const signalNames = ["SIGINT", "SIGTERM"] as const;

/** A signal ended a command: what it was writing is gone, what it had finished is kept. */
export class Interrupted extends Error {
  /** What a shell reports of a program that a signal ended: 128 and the signal's number. */
  readonly exitCode: number;

  constructor(signal: (typeof signalNames)[number], note: string) {
    super(note);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Does what must not be cut off by a signal: files are being written, threads are at work. A first
 * SIGINT or SIGTERM aborts the work's signal and waits until it has tidied up; a second one ends
 * the program at once.
 * @param note what the user is told then
 * @throws Interrupted after a signal; else what `work` throws
 */
export async function interruptible<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  note = "interrupted",
): Promise<Result> {
  const controller = new AbortController();
  const handlers = signalNames.map((name) => {
    const handle = () => {
      unlisten();
      controller.abort(new Interrupted(name, note));
    };
    return { name, handle };
  });
  const unlisten = () => handlers.forEach(({ name, handle }) => process.off(name, handle));
  for (const { name, handle } of handlers) process.on(name, handle);
  try {
    const result = await work(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    unlisten();
  }
}
