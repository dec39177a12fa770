import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import { locateHeader } from "../../../core/simulation/threads/open-header";
import { shareBytes, type TraceLocation } from "../../../core/simulation/threads/trace-location";
import type { TokenTrace } from "../../../core/trace/trace";
import { KeptResults } from "../../../shared/kept-results";
import type { TracePool } from "./trace-pool";

/** Files that Node cannot read in place are read whole; past this they would not fit in memory. */
const largestRemoteFile = 2 ** 30;

/** Waiting time after a change of the file before it is read again: writers write in pieces. */
const reloadDelay = 300;
/** However often it is changed meanwhile, a changed file is read after this time, in milliseconds. */
const longestDelay = 1500;
/** A file that does not open after a change may still be being written: wait this often for it. */
const reloadAttempts = 10;

/** A file as it was when it was opened. */
export interface TraceFile {
  /** Bytes. */
  readonly size: number;
  /** The same for no other file, nor for this one once it is written to. */
  readonly identity: string;
}

export interface OpenDocument {
  readonly kind: "open";
  readonly trace: TokenTrace;
  readonly location: TraceLocation;
  readonly file: TraceFile;
  /** What was simulated of it. */
  readonly kept: KeptResults;
}

export type TraceState = OpenDocument | { readonly kind: "broken"; readonly error: Error };

type HeaderThreads = Pick<TracePool, "outline">;

/** An open `.kvtrace` file. It follows the file: a rewritten trace is opened again. */
export class TraceDocument implements vscode.CustomDocument {
  readonly #watcher: vscode.FileSystemWatcher;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #reading = new vscode.EventEmitter<void>();
  /** The trace was opened again, or it cannot be read any more; see `state`. */
  readonly onDidChange = this.#changed.event;
  /** The file is another than the open one; `onDidChange` follows once it can be read, or cannot. */
  readonly onDidBeginReading = this.#reading.event;
  #reload: NodeJS.Timeout | undefined;
  #state: TraceState;
  /** When the first change came that has not been read yet; undefined where all were. */
  #changedAt: number | undefined;
  /** Somebody waits for the file to be opened anew, be it as it was by then. */
  #isAwaited = false;
  /** It was told that the file is being read, and not yet what came of it. */
  #isReading = false;
  /** Counts reasons to read the file; a reading that a later one has overtaken does not count. */
  #reason = 0;

  static async open(uri: vscode.Uri, threads: HeaderThreads): Promise<TraceDocument> {
    return new TraceDocument(uri, threads, await readTrace(uri, threads));
  }

  private constructor(
    readonly uri: vscode.Uri,
    private readonly threads: HeaderThreads,
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

  /**
   * Whether the file is other than what is open, which then is opened anew; see `onDidChange`. For
   * whoever could not read it, since nobody may have told of the change yet.
   */
  async followChange(): Promise<boolean> {
    if (this.#state.kind === "broken") return false;
    if (await isUnchanged(this.uri, this.#state)) return false;
    this.#isAwaited = true;
    if (this.#changedAt === undefined) this.#schedule(reloadAttempts);
    return true;
  }

  dispose(): void {
    this.#reason++;
    clearTimeout(this.#reload);
    this.#watcher.dispose();
    this.#changed.dispose();
    this.#reading.dispose();
    void closeTrace(this.#state);
  }

  #schedule(attempts: number): void {
    this.#reason++;
    this.#changedAt ??= Date.now();
    const left = this.#changedAt + longestDelay - Date.now();
    clearTimeout(this.#reload);
    this.#reload = setTimeout(
      () => {
        this.#changedAt = undefined;
        void this.#read(attempts);
      },
      Math.max(0, Math.min(reloadDelay, left)),
    );
  }

  async #read(attempts: number): Promise<void> {
    const reason = this.#reason;
    // Watchers also report what happened before the trace was opened.
    const known = this.#state.kind === "open" && !this.#isAwaited ? this.#state : undefined;
    if (known && (await isUnchanged(this.uri, known))) {
      // It may have been another in between, of which was told.
      if (this.#isReading) this.#end();
      return;
    }
    this.#isReading = true;
    this.#reading.fire();
    const next = await readTrace(this.uri, this.threads);
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
    this.#isAwaited = false;
    this.#end();
  }

  #end(): void {
    this.#isReading = false;
    this.#changed.fire();
  }
}

async function readTrace(uri: vscode.Uri, threads: HeaderThreads): Promise<TraceState> {
  try {
    const found = await vscode.workspace.fs.stat(uri);
    const { trace, location } = await locateHeader(await locate(uri, found), threads);
    const stamp = location.kind === "file" ? location.stamp : undefined;
    const file = { size: found.size, identity: stamp?.identity ?? remoteIdentity(found) };
    return { kind: "open", trace, location, file, kept: new KeptResults() };
  } catch (error) {
    return { kind: "broken", error: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function isUnchanged(uri: vscode.Uri, opened: OpenDocument): Promise<boolean> {
  const { trace, location, file } = opened;
  try {
    // Of a file elsewhere the editor knows the times alone.
    if (location.kind === "file") await trace.checkContent();
    else return remoteIdentity(await vscode.workspace.fs.stat(uri)) === file.identity;
    return true;
  } catch {
    return false;
  }
}

function remoteIdentity({ size, mtime }: vscode.FileStat): string {
  return `${size} ${mtime}`;
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
