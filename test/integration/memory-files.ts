import * as vscode from "vscode";

/** A file system that is nowhere on disk, as remote and virtual workspaces are. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #files = new Map<string, Uint8Array>();

  /** What `stat` says of a file instead of its real size. */
  claimedSize: number | undefined;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const size = this.claimedSize ?? this.#read(uri).length;
    return { type: vscode.FileType.File, ctime: 0, mtime: 1, size };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#read(uri);
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.#files.set(uri.path, content);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  #read(uri: vscode.Uri): Uint8Array {
    const content = this.#files.get(uri.path);
    if (!content) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  }
}
