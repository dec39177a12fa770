import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { ExperimentThread } from "../../core/experiment/thread/experiment-thread";
import { parseExperiment } from "../../core/experiment/definition/parse-experiment";
import type { RunFolder } from "../../core/experiment/store/run-folder";
import type { RunListener } from "../../core/experiment/run/simulate-units";
import { Cancelled } from "../../core/cancelled";
import { fileError } from "../../core/files/file-error";
import { setting } from "../base/settings";
import { workerCount } from "../base/worker-path";
import type { TracePool } from "../inspector/trace/trace-pool";
import { newRunFolder } from "./results-folder";

/** What running experiments takes. */
export interface ExperimentServices {
  readonly thread: ExperimentThread;
  /** Threads that read long headers. */
  readonly pool: Pick<TracePool, "outline">;
  /** The bundled worker of simulations. */
  readonly workerPath: string;
  readonly log: vscode.LogOutputChannel;
}

const megabyte = 1_000_000;

/**
 * Saves an experiment that is open with changes, or that is not on disk yet, and says where it is then.
 * @throws InputError where it is not saved on a local disk
 */
export async function saveExperiment(uri: vscode.Uri): Promise<vscode.Uri> {
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  const saved = open?.isDirty ? await vscode.workspace.save(uri) : uri;
  if (saved?.scheme === "file") return saved;
  throw new InputError("experiment", "must be saved on a local disk to be run");
}

/**
 * Runs a saved experiment into a new folder of its own.
 * @throws InputError for what is wrong with it; Cancelled after `signal` aborts
 */
export async function runExperiment(
  uri: vscode.Uri,
  { thread, workerPath, log }: ExperimentServices,
  listener: RunListener,
  signal?: AbortSignal,
): Promise<RunFolder> {
  const text = await readText(uri.fsPath);
  const experiment = parseExperiment(text, uri.fsPath);
  const task = {
    experiment,
    file: uri.fsPath,
    text,
    out: await newRunFolder(uri, experiment.name, new Date()),
    resume: false,
    workerPath,
    workers: workerCount(),
    cacheBytes: setting("cacheSize", uri) * megabyte,
  };
  const notify = (notice: string) => {
    log.warn(notice);
    listener.onNotice?.(notice);
  };
  return thread.run(task, { ...listener, onNotice: notify }, signal);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw fileError("experiment", file, error);
  }
}

/** Runs an experiment with progress that can be cancelled; undefined when it was. */
export async function runWithProgress(
  uri: vscode.Uri,
  services: ExperimentServices,
): Promise<RunFolder | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Running ${basename(uri.path)}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    let shown = 0;
    const listener: RunListener = {
      onProgress: ({ units, done, reused, share }) => {
        const found = reused > 0 ? `, ${reused} from before` : "";
        progress.report({
          increment: (share - shown) * 100,
          message: `${done} of ${units} results${found}`,
        });
        shown = share;
      },
    };
    try {
      return await runExperiment(uri, services, listener, controller.signal);
    } catch (error) {
      if (error instanceof Cancelled) return undefined;
      throw error;
    }
  });
}
