import * as vscode from "vscode";
import { Cancelled } from "../../core/cancelled";
import type { WriteHooks } from "../../core/simulation/threads/write-in-worker";

/**
 * Writes a trace with a notification that shows how far it is and can cancel it.
 * @returns undefined after a cancellation
 */
export async function writeWithProgress<Result>(
  title: string,
  write: (hooks: WriteHooks) => Promise<Result>,
): Promise<Result | undefined> {
  const location = vscode.ProgressLocation.Notification;
  try {
    return await vscode.window.withProgress(
      { location, title, cancellable: true },
      (progress, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => controller.abort());
        let shown = 0;
        return write({
          signal: controller.signal,
          onProgress: (done) => {
            progress.report({ increment: (done - shown) * 100 });
            shown = done;
          },
        });
      },
    );
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}
