import { copyFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type * as vscode from "vscode";
import type { Alive } from "./alive";
import { Disposable, EventEmitter } from "./events";
import { matchesGlob } from "./glob";
import { Uri } from "./uri";
import { FileType, type RelativePattern } from "./values";

export type FileNews = "create" | "change" | "delete";

export class FileSystemError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/** Files: those of the scheme `file` are on the disk, all others in memory. */
export class FakeFiles {
  readonly #memory = new Map<string, Uint8Array>();
  readonly #watchers = new Set<FakeWatcher>();

  constructor(private readonly alive: Alive) {}

  /** Patterns that are watched now. */
  get watched(): readonly string[] {
    return [...this.#watchers].map(({ glob }) => glob);
  }

  /** Tells who watches a file that something happened to it. */
  tell(news: FileNews, uri: Uri): void {
    for (const watcher of [...this.#watchers]) watcher.tell(news, uri);
  }

  readonly fs = {
    stat: async (uri: vscode.Uri): Promise<vscode.FileStat> => {
      if (uri.scheme !== "file") {
        return { type: FileType.File, ctime: 0, mtime: 1, size: this.#read(uri).length };
      }
      const entry = await fromDisk(() => stat(uri.fsPath));
      const type = entry.isDirectory() ? FileType.Directory : FileType.File;
      return { type, ctime: entry.ctimeMs, mtime: entry.mtimeMs, size: entry.size };
    },
    readFile: async (uri: vscode.Uri): Promise<Uint8Array> =>
      uri.scheme === "file" ? fromDisk(() => readFile(uri.fsPath)) : this.#read(uri),
    writeFile: async (uri: vscode.Uri, content: Uint8Array): Promise<void> => {
      if (uri.scheme === "file") await fromDisk(() => writeFile(uri.fsPath, content));
      else this.#memory.set(uri.toString(), content);
    },
    copy: async (source: vscode.Uri, target: vscode.Uri): Promise<void> => {
      await mkdir(path.dirname(target.fsPath), { recursive: true });
      await fromDisk(() => copyFile(source.fsPath, target.fsPath));
    },
  };

  /** Files of the disk below a folder, in no order. */
  async below(folder: Uri, glob: string): Promise<Uri[]> {
    const names = await readdir(folder.fsPath, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
    return paths
      .filter((file) => matchesGlob(glob, path.relative(folder.fsPath, file)))
      .map((file) => Uri.file(file));
  }

  watch(
    pattern: string | RelativePattern,
    ignores: Readonly<Record<FileNews, boolean>>,
  ): FakeWatcher {
    const watcher = new FakeWatcher(pattern, ignores);
    this.#watchers.add(watcher);
    watcher.onEnd = this.alive.add(`watcher of ${watcher.glob}`, () => {
      this.#watchers.delete(watcher);
    });
    return watcher;
  }

  #read(uri: vscode.Uri): Uint8Array {
    const content = this.#memory.get(uri.toString());
    if (!content) throw new FileSystemError(`no file ${uri.toString()}`, "FileNotFound");
    return content;
  }
}

export class FakeWatcher extends Disposable implements vscode.FileSystemWatcher {
  readonly #emitters: Readonly<Record<FileNews, EventEmitter<vscode.Uri>>>;
  readonly #isRelative: boolean;
  readonly #base: string;
  readonly glob: string;
  readonly ignoreCreateEvents: boolean;
  readonly ignoreChangeEvents: boolean;
  readonly ignoreDeleteEvents: boolean;
  readonly onDidCreate: vscode.Event<vscode.Uri>;
  readonly onDidChange: vscode.Event<vscode.Uri>;
  readonly onDidDelete: vscode.Event<vscode.Uri>;
  onEnd: () => void = () => undefined;

  constructor(
    pattern: string | RelativePattern,
    private readonly ignores: Readonly<Record<FileNews, boolean>>,
  ) {
    super(() => this.onEnd());
    const emitters = {
      create: new EventEmitter<vscode.Uri>(),
      change: new EventEmitter<vscode.Uri>(),
      delete: new EventEmitter<vscode.Uri>(),
    };
    this.#emitters = emitters;
    this.#isRelative = typeof pattern !== "string";
    this.#base = typeof pattern === "string" ? "" : pattern.base;
    this.glob = typeof pattern === "string" ? pattern : pattern.pattern;
    this.ignoreCreateEvents = ignores.create;
    this.ignoreChangeEvents = ignores.change;
    this.ignoreDeleteEvents = ignores.delete;
    this.onDidCreate = emitters.create.event;
    this.onDidChange = emitters.change.event;
    this.onDidDelete = emitters.delete.event;
  }

  tell(news: FileNews, uri: Uri): void {
    if (!this.ignores[news] && this.#matches(uri)) this.#emitters[news].fire(uri);
  }

  #matches({ fsPath }: Uri): boolean {
    if (!this.#isRelative) return matchesGlob(this.glob, fsPath);
    const within = path.relative(this.#base, fsPath);
    return within.split(path.sep)[0] !== ".." && matchesGlob(this.glob, within);
  }
}

async function fromDisk<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const kind = code === "ENOENT" ? "FileNotFound" : "Unknown";
    throw new FileSystemError(error instanceof Error ? error.message : String(error), kind);
  }
}
