import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { RunConfiguration } from "../../core/simulation/run/configuration";
import { summarise, type RunSummary } from "../../core/figures/means";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { InspectorSession } from "../inspector/inspector-session";
import { needSession } from "./need-session";
import { readArguments } from "./trace-argument";

/** What came out of a simulation, for scripts that run the command. */
export interface RunOutcome {
  readonly name: string;
  /** False where it was cancelled or failed before its end. */
  readonly complete: boolean;
  readonly runs: readonly (RunConfiguration & { readonly mean: RunSummary })[];
}

/**
 * Simulates a trace, by default the one in front, as its page is set, with progress that can be cancelled.
 * Undefined when no trace was opened.
 */
export async function runSimulation(
  provider: InspectorProvider,
  given: unknown,
): Promise<RunOutcome | undefined> {
  const session = await needSession(provider, readArguments(given).trace);
  if (!session) return undefined;
  await simulateWithProgress(session, null);
  return outcomeOf(session);
}

/** What a page has simulated; undefined while that is nothing. */
export function outcomeOf({ document, results }: InspectorSession): RunOutcome | undefined {
  if (!results) return undefined;
  const runs = results.plan.runs.map((run, index) => ({
    ...run,
    mean: summarise(results.heads.filter((head) => head.run === index)),
  }));
  return { name: basename(document.uri.path), complete: results.complete, runs };
}

/**
 * Lets the page of `session` simulate and resolves when it has ended.
 * @param runs what to simulate instead of what the page shows
 */
export async function simulateWithProgress(
  session: InspectorSession,
  runs: readonly RunConfiguration[] | null,
): Promise<void> {
  const { state } = session.document;
  if (state.kind === "broken") throw state.error;
  if (state.trace.header.decodeSteps === 0) {
    throw new InputError("decode_steps", "the trace has none, so there is no step to simulate");
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Simulating KV trace",
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const listeners: vscode.Disposable[] = [token.onCancellationRequested(() => session.cancel())];
    const ended = new Promise<void>((resolve) => {
      listeners.push(
        session.onDidProgress((done) => {
          progress.report({ increment: (done - shown) * 100 });
          shown = done;
        }),
        session.onDidSimulate(() => resolve()),
        session.onDidClose(() => resolve()),
      );
    });
    session.tell({ kind: "run", runs });
    await ended;
    for (const listener of listeners) listener.dispose();
  });
}
