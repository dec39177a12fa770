/** Shows how far a task is, on a terminal only. @param done share, 0 .. 1 */
export function showProgress(task: string, done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${task} ${(done * 100).toFixed(0)} %`);
}

export function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}

/** Shows how far a long task is: on a terminal in place, else with a line at every tenth. */
export class ProgressLines {
  #tenths = -1;

  /** @param done share, 0 .. 1 @param note what else is to be told */
  show(task: string, done: number, note: string): void {
    const line = `${task} ${Math.floor(done * 100)} %${note}`;
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\x1b[K${line}`);
      return;
    }
    const tenths = Math.floor(done * 10);
    if (tenths > this.#tenths) process.stderr.write(`${line}\n`);
    this.#tenths = Math.max(this.#tenths, tenths);
  }

  /** Prints a sentence on a line of its own. */
  tell(sentence: string): void {
    clearProgress();
    process.stderr.write(`kvtrace: ${sentence}\n`);
  }
}
