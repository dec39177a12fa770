import * as vscode from "vscode";
import {
  experimentOf,
  listRuns,
  openRunFolder,
  type RunFolder,
} from "../core/experiment/store/run-folder";
import type { RunProgress } from "../core/experiment/run/simulate-units";
import type { RunConfiguration } from "../core/simulation/run/configuration";
import type { KnownResults } from "../core/simulation/run/known-results";
import type { HeadResult } from "../core/simulation/run/result";
import { summarise, type RunSummary } from "../core/figures/means";
import type { Registration } from "./base/registration";
import { openSession } from "./commands/need-session";
import { simulateWithProgress, type RunOutcome } from "./commands/run-simulation";
import { resultsFolder } from "./experiments/results-folder";
import {
  runExperiment,
  saveExperiment,
  type ExperimentServices,
} from "./experiments/run-experiment";
import { showStoredRun } from "./experiments/stored-run";
import type { InspectorProvider } from "./inspector/inspector-provider";

/**
 * What other extensions get from this one (docs/api.md). Errors about what was given are
 * `InputError`s: one sentence that names the field.
 */
export interface KvTraceApi {
  /** Raised by what breaks callers. */
  readonly version: 1;

  /** Opens a trace in the inspector, in front. */
  openTrace(trace: vscode.Uri): Promise<void>;

  /**
   * Simulates a trace in the inspector, which is opened for it.
   * @param runs what to simulate; by default what the inspector shows
   */
  simulate(trace: vscode.Uri, runs?: readonly RunConfiguration[]): Promise<RunOutcome | undefined>;

  /** What an open inspector shows of a trace; undefined where it has simulated nothing. */
  shownResults(trace: vscode.Uri): KnownResults | undefined;

  /** A trace has been simulated in the inspector, or the simulation was ended. */
  readonly onDidSimulate: vscode.Event<vscode.Uri>;

  /** Runs an experiment into a folder of its own, without showing anything. */
  runExperiment(experiment: vscode.Uri, options?: ExperimentOptions): Promise<RunFolder>;

  /** The stored runs of an experiment, the newest first. */
  experimentRuns(experiment: vscode.Uri): Promise<readonly RunFolder[]>;

  /**
   * The results of a stored run.
   * @param folder of the run
   * @param trace index in the run's record; the first by default
   */
  readResults(folder: string, trace?: number): Promise<KnownResults>;

  /** Shows a stored run in Trade-off. */
  showRun(folder: string): Promise<void>;

  /** Means of every figure over the steps and heads of one run. */
  summarise(heads: readonly HeadResult[], run: number): RunSummary;
}

interface ExperimentOptions {
  readonly onProgress?: (progress: RunProgress) => void;
  readonly token?: vscode.CancellationToken;
}

/** @param registrations takes what is to be disposed of when the extension ends */
export function createApi(
  provider: InspectorProvider,
  services: ExperimentServices,
  registrations: Registration[],
): KvTraceApi {
  const simulated = new vscode.EventEmitter<vscode.Uri>();
  const listener = provider.onDidSimulate(({ uri }) => simulated.fire(uri));
  registrations.push(listener, simulated);
  return {
    version: 1,
    openTrace: async (trace) => {
      await openSession(provider, trace);
    },
    simulate: async (trace, runs) => {
      const session = await openSession(provider, trace);
      return simulateWithProgress(session, runs ?? null);
    },
    shownResults: (trace) => {
      const wanted = trace.toString();
      const session = [provider.active, ...provider.sessions].find(
        (candidate) => candidate?.uri.toString() === wanted,
      );
      return session?.results?.complete ? session.results.served : undefined;
    },
    onDidSimulate: simulated.event,
    runExperiment: async (experiment, { onProgress, token } = {}) => {
      const controller = new AbortController();
      token?.onCancellationRequested(() => controller.abort());
      if (token?.isCancellationRequested) controller.abort();
      const listener = onProgress ? { onProgress } : {};
      const saved = await saveExperiment(experiment);
      return runExperiment(saved, services, listener, controller.signal);
    },
    experimentRuns: async (experiment) => {
      const listed = await listRuns(resultsFolder(experiment));
      return listed.filter(
        (run): run is RunFolder => "record" in run && experimentOf(run) === experiment.fsPath,
      );
    },
    readResults: async (folder, trace = 0) => {
      const { path } = await openRunFolder(folder);
      return services.thread.read(path, trace);
    },
    showRun: async (folder) => {
      await showStoredRun(folder, provider, services.thread);
    },
    summarise: (heads, run) => summarise(heads.filter((head) => head.run === run)),
  };
}
