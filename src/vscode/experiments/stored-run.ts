import path from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { ExperimentThread } from "../../core/experiment/thread/experiment-thread";
import {
  experimentOf,
  openRunFolder,
  type RunFolder,
} from "../../core/experiment/store/run-folder";
import { openSession } from "../commands/need-session";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { InspectorSession } from "../inspector/inspector-session";
import { mostShownRuns } from "../inspector/page/plan-schemas";

/** Shows the results of a stored run of an experiment on its first trace in Trade-off. */
export async function showStoredRun(
  folder: string,
  provider: InspectorProvider,
  thread: ExperimentThread,
): Promise<InspectorSession> {
  const run = await openRunFolder(folder);
  const [session] = await Promise.all([
    openSession(provider, await locateTrace(run)),
    warnOfChange(run),
  ]);
  await session.showResults(path.basename(folder), await thread.open(folder, 0));
  const { length } = run.record.runs;
  if (length > mostShownRuns) {
    void vscode.window.showInformationMessage(
      `Compare shows the first ${mostShownRuns} of ${length} runs; the tables in ${folder} hold all.`,
    );
  }
  return session;
}

/**
 * Shows a stored run in Trade-off, against an earlier one of the same trace.
 * @throws InputError unless both are of the same trace
 */
export async function compareStoredRuns(
  folders: readonly [string, string],
  provider: InspectorProvider,
  thread: ExperimentThread,
): Promise<InspectorSession> {
  const runs = await Promise.all(folders.map(openRunFolder));
  const [first, second] = runs.sort((a, b) => (a.record.started < b.record.started ? -1 : 1));
  const trace = await locateTrace(second);
  if ((await locateTrace(first)).fsPath !== trace.fsPath) {
    throw new InputError("runs", "are of different traces; compare two of the same trace");
  }
  await showStoredRun(first.path, provider, thread);
  return showStoredRun(second.path, provider, thread);
}

/** The first trace of a run, where it was or as its experiment names it. */
async function locateTrace(run: RunFolder): Promise<vscode.Uri> {
  const [trace] = run.record.traces;
  const places = [trace.path, path.resolve(path.dirname(experimentOf(run)), trace.name)];
  for (const place of places) {
    const uri = vscode.Uri.file(place);
    if (await statOf(uri)) return uri;
  }
  throw new InputError("trace", `${trace.name} of this run is not there any more`, {
    file: run.path,
  });
}

/** Figures of a file that is not as it was may surprise. */
async function warnOfChange(run: RunFolder): Promise<void> {
  const [trace] = run.record.traces;
  const file = await statOf(await locateTrace(run));
  const isSame = file?.size === trace.size && file.mtime <= Date.parse(run.record.started);
  if (isSame) return;
  void vscode.window.showWarningMessage(
    `${trace.name} was written again after this run, whose figures are of the file as it was.`,
  );
}

function statOf(uri: vscode.Uri): Thenable<vscode.FileStat | undefined> {
  return vscode.workspace.fs.stat(uri).then(
    (file) => file,
    () => undefined,
  );
}
