import type * as vscode from "vscode";
import { Cancelled } from "../../core/cancelled";
import type { Latest, Outcome } from "../../shared/latest";

/** The answer of an outcome. @throws Cancelled where nobody wants it any more; what made it fail */
export function answerOf<Answer>(outcome: Outcome<Answer>): Answer {
  if (outcome.kind === "complete") return outcome.answer;
  throw outcome.kind === "failed" ? outcome.error : new Cancelled();
}

/**
 * Opens something in place of whatever is being opened; what nobody wants any more is closed again.
 * Undefined where that is so.
 * @throws what keeps it from being opened
 */
export async function openNewest<Opened extends vscode.Disposable>(
  latest: Latest,
  open: () => Promise<Opened>,
): Promise<Opened | undefined> {
  const outcome = await latest.ask(async (signal) => {
    const opened = await open();
    if (signal.aborted) opened.dispose();
    return opened;
  });
  if (outcome.kind === "failed") throw outcome.error;
  return outcome.kind === "complete" ? outcome.answer : undefined;
}
