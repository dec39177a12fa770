import { basename, posix } from "node:path";
import * as vscode from "vscode";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { InspectorSession } from "../inspector/inspector-session";
import type { TracePool } from "../inspector/trace/trace-pool";
import { sameValue } from "../../core/same-value";
import { writeHeadline, writeShortly } from "./figures";
import type { Registration } from "../base/registration";
import { RunHistory, type PastRun } from "./run-history";
import { runsOf } from "./shown-run";
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
  /** A page shows it now; others were shown before. */
  readonly isShown: boolean;
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
  readonly #lines: TraceLines;
  /** Runs and layer of pages as they are listed. */
  readonly #told = new WeakMap<InspectorSession, readonly unknown[]>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly provider: InspectorProvider,
    threads: Pick<TracePool, "outline">,
  ) {
    this.#lines = new TraceLines(threads);
  }

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
      provider.onDidUpdate((session) => {
        const now = [session.view?.runs, session.view?.layer];
        if (sameValue(this.#told.get(session), now)) return;
        this.#told.set(session, now);
        refresh();
      }),
      vscode.window.registerTreeDataProvider(tracesViewId, this),
    ];
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (!item) return this.#traces();
    if (item.kind !== "trace") return [];
    return this.#runs(item.uri);
  }

  /** What pages show now, then what they showed before. */
  #runs(uri: vscode.Uri): RunItem[] {
    const sessions = this.provider.sessions.filter((session) => {
      return session.uri.toString() === uri.toString();
    });
    const shown = sessions.map((session) => {
      return { runs: runsOf(session), layer: session.view?.layer };
    });
    const items = this.#history.of(uri).map((run): RunItem => {
      const isShown = shown.some(({ runs, layer }) => {
        return (
          run.layers.some((id) => id === layer) &&
          runs.some((one) => sameValue(one, run.configuration))
        );
      });
      return { kind: "run", uri, run, isShown };
    });
    return [...items.filter(({ isShown }) => isShown), ...items.filter(({ isShown }) => !isShown)];
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
  const layer = `layer${layers.length > 1 ? "s" : ""} ${layers.join(", ")}`;
  // Of a layer that no page shows there may be a run of the same name in one that is shown.
  const made = new vscode.TreeItem(item.isShown ? name : `${name}, ${layer}`);
  made.description = `${item.isShown ? "" : "earlier · "}${writeShortly(headline)}`;
  made.tooltip = `${name}, ${layer}: ${writeHeadline(headline)}${item.isShown ? "" : "; not shown now"}`;
  made.iconPath = new vscode.ThemeIcon(item.isShown ? "graph" : "history");
  made.contextValue = "run";
  made.command = { command: "kvtrace.showRun", title: "Show Run", arguments: [item] };
  return made;
}
