/** Shows how far a task is, on a terminal only. @param done share, 0 .. 1 */
export function showProgress(task: string, done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${task} ${(done * 100).toFixed(0)} %`);
}

export function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}
