import { fork, type ChildProcess } from "node:child_process";
import type { Report, Task } from "./messages";
import type { Tried } from "./try-once";

/** As it is built, from the project's folder. */
const program = "dist-test/campaign/tries.js";

/** Milliseconds without a word after which a try counts as hung, per millisecond that it may take. */
const patience = 10;

/** Milliseconds in which a kind is prepared, on a busy machine. */
const preparation = 120_000;

/** Megabytes of a process's heap: what is above that crashes it. */
const heapMegabytes = 1024;

/** Characters of what a crashed process said last that are kept. */
const mostLastWords = 2000;

/** @param bytes what was tried, in base64 */
export type OnTried = (tried: Tried, bytes: string | undefined) => void;

/** A process that makes tries, replaced when one of them hangs or crashes it. */
export class TryingProcess {
  #child: ChildProcess | undefined;
  #lastWords = "";

  /**
   * Makes the tries of a task.
   * @param longest milliseconds of processor time that a try may take
   * @returns milliseconds that the tries took, without what prepared them
   * @param onTried also takes a try that ended the process, which is the last of the task then
   */
  async perform(task: Task, longest: number, onTried: OnTried): Promise<number> {
    const child = (this.#child ??= this.#start());
    let begun = Date.now();
    let current = task.from;
    let kept: string | undefined;
    const ended = await new Promise<string | undefined>((resolve) => {
      let timer: NodeJS.Timeout;
      const watch = (milliseconds: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => end(`no answer for ${milliseconds} ms`), milliseconds);
      };
      const end = (reason: string | undefined) => {
        clearTimeout(timer);
        child.off("message", onMessage).off("exit", onExit);
        resolve(reason);
      };
      const onExit = (code: number | null, signal: string | null) =>
        end(`the process ended with ${signal ?? `code ${code}`}; ${this.#lastWords}`);
      const onMessage = (message: unknown) => {
        const report = message as Report;
        if (report.what === "done") {
          end(undefined);
          return;
        }
        if (report.what === "prepared") begun = Date.now();
        if (report.what === "kept") kept = report.bytes;
        if (report.what === "tried") {
          current = report.tried.index + 1;
          onTried(report.tried, kept);
          kept = undefined;
        }
        watch(longest * patience);
      };
      child.on("message", onMessage).on("exit", onExit);
      watch(preparation);
      child.send(task);
    });
    const taken = Date.now() - begun;
    if (ended === undefined) return taken;
    this.stop();
    const milliseconds = ended.startsWith("no answer") ? longest * patience : 0;
    onTried({ index: current, outcome: "failed", milliseconds, message: ended }, kept);
    return taken;
  }

  stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  #start(): ChildProcess {
    const child = fork(program, {
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#lastWords = "";
    child.stderr?.on("data", (chunk) => {
      this.#lastWords = (this.#lastWords + String(chunk)).slice(-mostLastWords);
    });
    return child;
  }
}
