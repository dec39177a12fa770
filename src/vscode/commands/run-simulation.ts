import * as vscode from "vscode";
import type { RunConfiguration } from "../../core/simulation/run/configuration";
import { checkDecodeSteps } from "../../core/simulation/run/plan";
import { summarise, type RunSummary } from "../../core/figures/means";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { InspectorSession } from "../inspector/inspector-session";
import type { ShownResults } from "../inspector/results/shown-results";
import { needSession } from "./need-session";
import { readArguments } from "./trace-argument";

/** What came out of a simulation, for scripts that run the command. */
export interface RunOutcome {
  readonly name: string;
  /** False where it was cancelled or failed before its end. */
  readonly complete: boolean;
  readonly runs: readonly RunResult[];
}

interface RunResult extends RunConfiguration {
  readonly mean: RunSummary;
  /** Why the trace cannot serve this run, of which there are no figures then. */
  readonly failure?: string;
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
  return simulateWithProgress(session, null);
}

/** What came out of a simulation. @param name of the trace */
function outcomeOf(name: string, { plan, heads, complete, failures }: ShownResults): RunOutcome {
  const runs = plan.runs.map((run, index): RunResult => {
    const mean = summarise(heads.filter((head) => head.run === index));
    const failure = failures.get(index)?.message;
    return { ...run, mean, ...(failure !== undefined && { failure }) };
  });
  return { name, complete, runs };
}

/**
 * Lets the page of `session` simulate, with progress that can be cancelled, and resolves with what
 * came out of just that simulation; undefined where it ended before anything was simulated.
 * @param runs what to simulate instead of what the page shows
 * @throws InputError where the trace cannot serve it
 */
export async function simulateWithProgress(
  session: InspectorSession,
  runs: readonly RunConfiguration[] | null,
): Promise<RunOutcome | undefined> {
  checkDecodeSteps(session.document.need().trace.header);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Simulating KV trace",
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const cancelling = token.onCancellationRequested(() => session.cancel());
    let shown = 0;
    try {
      const { results, error } = await session.simulate(runs, (done) => {
        progress.report({ increment: (done - shown) * 100 });
        shown = done;
      });
      if (results) return outcomeOf(session.name, results);
      if (error !== undefined) throw error;
      return undefined;
    } finally {
      cancelling.dispose();
    }
  });
}
