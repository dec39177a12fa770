import path, { basename } from "node:path";
import * as vscode from "vscode";
import { experimentOf, listRuns, type ListedRun } from "../../core/experiment/store/run-folder";
import type { RunRecord, RunState } from "../../core/experiment/store/run-record";
import { sameValue } from "../../core/same-value";
import { experimentPattern, findExperiments } from "./experiment-file";
import { resultsFolders } from "./results-folder";
import type { Registration } from "../base/registration";

/** The view's identifier in package.json. */
const experimentsViewId = "kvtrace.experiments";

/** Milliseconds without a further change before the list is looked at. */
const settleTime = 100;

/** An experiment of the workspace, and below it its stored runs. */
interface ExperimentItem {
  readonly kind: "experiment";
  readonly uri: vscode.Uri;
}

interface StoredRunItem {
  readonly kind: "storedRun";
  readonly run: ListedRun;
}

const stateIcons: Readonly<Record<RunState, string>> = {
  running: "sync",
  interrupted: "debug-disconnect",
  complete: "graph",
  cancelled: "circle-slash",
  failed: "error",
};

type Item = ExperimentItem | StoredRunItem;

/** The experiments of the workspace with their stored runs, and the runs of experiments that are gone. */
export class ExperimentsTree implements vscode.TreeDataProvider<Item> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #timer: NodeJS.Timeout | undefined;
  /** What is listed: experiments, folders of runs, and what is said of these. */
  #listed: readonly unknown[] = [];

  register(): Registration[] {
    const refresh = () => this.refresh();
    const files = vscode.workspace.createFileSystemWatcher(experimentPattern, false, true, false);
    const records = vscode.workspace.createFileSystemWatcher("**/run.json");
    return [
      this.#changed,
      files,
      files.onDidCreate(refresh),
      files.onDidDelete(refresh),
      { dispose: () => clearTimeout(this.#timer) },
      records,
      records.onDidCreate(refresh),
      records.onDidChange(refresh),
      records.onDidDelete(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("kvtrace.resultsFolder")) refresh();
      }),
      vscode.window.createTreeView(experimentsViewId, {
        treeDataProvider: this,
        canSelectMany: true,
      }),
    ];
  }

  /** Lists everything anew, once for all calls of a moment: files come and go together. */
  refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#update(), settleTime);
  }

  /** Items that are listed anew lose a menu that is open on them: only where something changed. */
  async #update(): Promise<void> {
    const experiments = await findExperiments();
    const runs = await storedRuns(experiments);
    const states = runs.map((run) =>
      "record" in run ? [describe(run.record), run.record.failure] : run.error.message,
    );
    const listed = [experiments.map(String), runs.map(({ path: folder }) => folder), states];
    if (sameValue(listed, this.#listed)) return;
    this.#listed = listed;
    this.#changed.fire();
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (item?.kind === "storedRun") return [];
    const experiments = await findExperiments();
    const runs = await storedRuns(experiments);
    if (item) return runs.filter((run) => isOf(run, item.uri)).map(runItem);
    const others = runs.filter((run) => !experiments.some((uri) => isOf(run, uri)));
    return [
      ...experiments.map((uri): Item => ({ kind: "experiment", uri })),
      ...others.map(runItem),
    ];
  }

  getTreeItem(item: Item): vscode.TreeItem {
    return item.kind === "experiment" ? treeItemOfExperiment(item.uri) : treeItemOfRun(item.run);
  }
}

/** All stored runs that there are for some experiments, the newest first. */
async function storedRuns(experiments: readonly vscode.Uri[]): Promise<ListedRun[]> {
  const lists = await Promise.all(resultsFolders(experiments).map(listRuns));
  return lists.flat();
}

function isOf(run: ListedRun, experiment: vscode.Uri): boolean {
  return "record" in run && experimentOf(run) === experiment.fsPath;
}

function runItem(run: ListedRun): StoredRunItem {
  return { kind: "storedRun", run };
}

function treeItemOfExperiment(uri: vscode.Uri): vscode.TreeItem {
  const made = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
  made.id = uri.toString();
  made.label = basename(uri.path);
  const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, ".."), false);
  made.description = path.isAbsolute(folder) ? "" : folder;
  made.iconPath = new vscode.ThemeIcon("beaker");
  made.contextValue = "experiment";
  made.command = { command: "vscode.open", title: "Open Experiment", arguments: [uri] };
  return made;
}

function treeItemOfRun(run: ListedRun): vscode.TreeItem {
  const made = new vscode.TreeItem(basename(run.path));
  made.id = run.path;
  if (!("record" in run)) {
    made.description = "damaged";
    made.tooltip = run.error.message;
    made.iconPath = new vscode.ThemeIcon("warning");
    made.contextValue = "damagedRun";
    return made;
  }
  const { record } = run;
  const isComplete = record.state === "complete";
  made.description = describe(record);
  const failure = record.failure === undefined ? "" : `\nFailed: ${record.failure}`;
  made.tooltip = `${run.path}\nStarted ${new Date(record.started).toLocaleString()}${failure}`;
  made.iconPath = new vscode.ThemeIcon(stateIcons[record.state]);
  made.contextValue = isComplete ? "storedRun" : "unfinishedRun";
  if (isComplete) {
    const command = { command: "kvtrace.openExperimentRun", title: "Open Run" };
    made.command = { ...command, arguments: [{ kind: "storedRun", run }] };
  }
  return made;
}

function describe({ state, runs, traces, outcome }: RunRecord): string {
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
  const parts = [count(runs.length, "run"), count(traces.length, "trace")];
  if (state !== "complete") parts.push(state);
  const crossed = outcome?.crossed.length ?? 0;
  if (crossed > 0) parts.push(`${count(crossed, "limit")} crossed`);
  return parts.join(" · ");
}
