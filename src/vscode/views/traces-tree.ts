import { basename, posix } from "node:path";
import * as vscode from "vscode";
import type { InspectorProvider } from "../inspector/inspector-provider";
import { writeHeadline } from "./figures";
import type { Registration } from "../base/registration";
import { RunHistory, type PastRun } from "./run-history";
import { TraceLines } from "./trace-line";

/** The view's identifier in package.json. */
const tracesViewId = "kvtrace.traces";

/** Traces listed at most; a larger workspace says so in the last item. */
const mostTraces = 1000;

/** Milliseconds without a further change before rewritten traces are listed anew. */
const settleTime = 500;

const pattern = "**/*.kvtrace";

/** A trace file, and below it what was simulated of it. */
export interface TraceItem {
  readonly kind: "trace";
  readonly uri: vscode.Uri;
}

export interface RunItem {
  readonly kind: "run";
  readonly uri: vscode.Uri;
  readonly run: PastRun;
}

interface LimitItem {
  readonly kind: "limit";
}

type Item = TraceItem | RunItem | LimitItem;

/** The traces of the workspace and those that are open from elsewhere, with their runs. */
export class TracesTree implements vscode.TreeDataProvider<Item> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #history = new RunHistory();
  readonly #lines = new TraceLines();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly provider: InspectorProvider) {}

  /** Registers the view and keeps it up. */
  register(): Registration[] {
    const { provider } = this;
    const refresh = () => this.#changed.fire();
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    return [
      this.#changed,
      watcher,
      // A script may write its trace many times a second.
      watcher.onDidChange(() => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(refresh, settleTime);
      }),
      { dispose: () => clearTimeout(this.#timer) },
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      provider.onDidOpen(refresh),
      provider.onDidClose(refresh),
      provider.onDidSimulate((session) => {
        this.#history.add(session);
        refresh();
      }),
      vscode.window.registerTreeDataProvider(tracesViewId, this),
    ];
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (!item) return this.#traces();
    if (item.kind !== "trace") return [];
    return this.#history.of(item.uri).map((run) => ({ kind: "run", uri: item.uri, run }));
  }

  getTreeItem(item: Item): vscode.TreeItem | Promise<vscode.TreeItem> {
    switch (item.kind) {
      case "trace":
        return this.#traceItem(item);
      case "run":
        return runItem(item);
      case "limit":
        return new vscode.TreeItem(`Only the first ${mostTraces} traces are listed`);
    }
  }

  async #traces(): Promise<Item[]> {
    const found = await vscode.workspace.findFiles(pattern, undefined, mostTraces);
    const known = new Set(found.map((uri) => uri.toString()));
    const others = this.provider.sessions
      .map(({ document }) => document.uri)
      .filter((uri) => !known.has(uri.toString()));
    const unique = new Map([...found, ...others].map((uri) => [uri.toString(), uri]));
    const traces = [...unique.values()]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((uri): Item => ({ kind: "trace", uri }));
    return found.length < mostTraces ? traces : [...traces, { kind: "limit" }];
  }

  async #traceItem({ uri }: TraceItem): Promise<vscode.TreeItem> {
    const { None, Expanded } = vscode.TreeItemCollapsibleState;
    const runs = this.#history.of(uri).length;
    const made = new vscode.TreeItem(uri, runs > 0 ? Expanded : None);
    made.id = uri.toString();
    made.label = basename(uri.path, ".kvtrace");
    made.description = [await this.#lines.of(uri), placeOf(uri)].filter(Boolean).join(" · ");
    made.tooltip = uri.fsPath;
    made.contextValue = "trace";
    made.command = { command: "kvtrace.openTrace", title: "Open Trace", arguments: [uri] };
    return made;
  }
}

/** The folder in which a trace lies, as seen from the workspace; nothing for its own folder. */
function placeOf(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return "outside of the workspace";
  const above = posix.dirname(posix.relative(folder.uri.path, uri.path));
  return above === "." ? "" : above;
}

function runItem(item: RunItem): vscode.TreeItem {
  const { name, headline, layers } = item.run;
  const made = new vscode.TreeItem(name);
  made.description = writeHeadline(headline);
  made.tooltip = `Layer ${layers.join(", ")}, ${name}: ${made.description}`;
  made.iconPath = new vscode.ThemeIcon("graph");
  made.contextValue = "run";
  made.command = { command: "kvtrace.showRun", title: "Show Run", arguments: [item] };
  return made;
}
