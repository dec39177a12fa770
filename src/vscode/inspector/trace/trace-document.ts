import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import {
  openLocation,
  shareBytes,
  type TraceLocation,
} from "../../../core/simulation/threads/trace-location";
import type { Trace } from "../../../core/trace/trace";
import { KeptResults } from "../../../shared/kept-results";

/** Files that Node cannot read in place are read whole; past this they would not fit in memory. */
const largestRemoteFile = 2 ** 30;

/** Waiting time after a change of the file before it is read again: writers write in pieces. */
const reloadDelay = 300;
/** A file that does not open after a change may still be being written: wait this often for it. */
const reloadAttempts = 10;

export interface OpenDocument {
  readonly kind: "open";
  readonly trace: Trace;
  readonly location: TraceLocation;
  readonly file: vscode.FileStat;
  /** What was simulated of it. */
  readonly kept: KeptResults;
}

export type TraceState = OpenDocument | { readonly kind: "broken"; readonly error: Error };

/** An open `.kvtrace` file. It follows the file: a rewritten trace is opened again. */
export class TraceDocument implements vscode.CustomDocument {
  readonly #watcher: vscode.FileSystemWatcher;
  readonly #changed = new vscode.EventEmitter<void>();
  /** The trace was opened again, or it cannot be read any more; see `state`. */
  readonly onDidChange = this.#changed.event;
  #reload: NodeJS.Timeout | undefined;
  #state: TraceState;
  /** Counts reasons to read the file; a reading that a later one has overtaken does not count. */
  #reason = 0;

  static async open(uri: vscode.Uri): Promise<TraceDocument> {
    return new TraceDocument(uri, await readTrace(uri));
  }

  private constructor(
    readonly uri: vscode.Uri,
    state: TraceState,
  ) {
    this.#state = state;
    const folder = vscode.Uri.joinPath(uri, "..");
    const name = basename(uri.path);
    const pattern = new vscode.RelativePattern(folder, escapeGlob(name));
    this.#watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const schedule = () => this.#schedule(reloadAttempts);
    this.#watcher.onDidChange(schedule);
    this.#watcher.onDidCreate(schedule);
    this.#watcher.onDidDelete(schedule);
  }

  get state(): TraceState {
    return this.#state;
  }

  /** @throws whatever keeps the trace from being read */
  need(): OpenDocument {
    if (this.#state.kind === "broken") throw this.#state.error;
    return this.#state;
  }

  dispose(): void {
    this.#reason++;
    clearTimeout(this.#reload);
    this.#watcher.dispose();
    this.#changed.dispose();
    void closeTrace(this.#state);
  }

  #schedule(attempts: number): void {
    this.#reason++;
    clearTimeout(this.#reload);
    this.#reload = setTimeout(() => {
      void this.#read(attempts);
    }, reloadDelay);
  }

  async #read(attempts: number): Promise<void> {
    const reason = this.#reason;
    // Watchers also report what happened before the trace was opened.
    if (this.#state.kind === "open" && (await isUnchanged(this.uri, this.#state.file))) return;
    const next = await readTrace(this.uri);
    if (reason !== this.#reason) {
      void closeTrace(next);
      return;
    }
    if (next.kind === "broken" && attempts > 0) {
      this.#schedule(attempts - 1);
      return;
    }
    void closeTrace(this.#state);
    this.#state = next;
    this.#changed.fire();
  }
}

async function readTrace(uri: vscode.Uri): Promise<TraceState> {
  try {
    const file = await vscode.workspace.fs.stat(uri);
    const location = await locate(uri, file);
    const trace = await openLocation(location);
    return { kind: "open", trace, location, file, kept: new KeptResults() };
  } catch (error) {
    return { kind: "broken", error: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function isUnchanged(uri: vscode.Uri, { size, mtime }: vscode.FileStat): Promise<boolean> {
  try {
    const now = await vscode.workspace.fs.stat(uri);
    return now.size === size && now.mtime === mtime;
  } catch {
    return false;
  }
}

async function locate(uri: vscode.Uri, { size }: vscode.FileStat): Promise<TraceLocation> {
  if (uri.scheme === "file") return { kind: "file", path: uri.fsPath };
  if (size > largestRemoteFile) {
    const gibibytes = (size / 2 ** 30).toFixed(1);
    throw new InputError(
      "file",
      `${gibibytes} GiB over ${uri.scheme}: is too large to read; copy it to a local disk (limit 1 GiB)`,
    );
  }
  const bytes = await vscode.workspace.fs.readFile(uri);
  return shareBytes(uri.path, bytes);
}

async function closeTrace(state: TraceState): Promise<void> {
  if (state.kind === "open") await state.trace.close();
}

function escapeGlob(name: string): string {
  return name.replace(/[[\]{}*?]/g, (character) => `[${character}]`);
}
