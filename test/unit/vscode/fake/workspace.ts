import path from "node:path";
import type * as vscode from "vscode";
import type { FakeEditor } from "./editor";
import { Disposable, type EventEmitter } from "./events";
import type { Uri } from "./uri";
import type { RelativePattern, WorkspaceEdit } from "./values";

export function makeWorkspace(editor: () => FakeEditor) {
  return {
    get workspaceFolders() {
      const { folders } = editor();
      return folders.length > 0 ? folders : undefined;
    },
    get textDocuments() {
      return editor().documents.all;
    },
    get fs() {
      return editor().files.fs;
    },
    getConfiguration: (section = "") => editor().settings.of(section),
    getWorkspaceFolder: (uri: Uri) => folderOf(editor(), uri),
    asRelativePath: (given: Uri | string) => {
      const file = typeof given === "string" ? given : given.fsPath;
      const folder = editor().folders.find(({ uri }) => isWithin(uri.fsPath, file));
      return folder ? path.relative(folder.uri.fsPath, file) : file;
    },
    findFiles: async (glob: string, _exclude?: unknown, most = Infinity): Promise<Uri[]> => {
      const { folders, files } = editor();
      const found = await Promise.all(folders.map(({ uri }) => files.below(uri, glob)));
      return found.flat().slice(0, most);
    },
    createFileSystemWatcher: (
      pattern: string | RelativePattern,
      ignoreCreate = false,
      ignoreChange = false,
      ignoreDelete = false,
    ) =>
      editor().files.watch(pattern, {
        create: ignoreCreate,
        change: ignoreChange,
        delete: ignoreDelete,
      }),
    registerTextDocumentContentProvider: (
      scheme: string,
      provider: vscode.TextDocumentContentProvider,
    ) => {
      const { contentProviders, alive } = editor();
      contentProviders.set(scheme, provider);
      const end = alive.add(`content of ${scheme}`, () => contentProviders.delete(scheme));
      return new Disposable(end);
    },
    openTextDocument: (given: Uri | { language?: string; content?: string }) =>
      editor().documents.open(given),
    applyEdit: (edit: WorkspaceEdit) => Promise.resolve(editor().documents.apply(edit)),
    save: async (uri: Uri): Promise<Uri | undefined> => {
      const document = editor().documents.find(uri);
      return (await document?.save()) ? uri : undefined;
    },
    onDidOpenTextDocument: listening(editor, "opened texts", (all) => all.documents.opened),
    onDidChangeTextDocument: listening(editor, "changed texts", (all) => all.documents.changed),
    onDidCloseTextDocument: listening(editor, "closed texts", (all) => all.documents.closed),
    onDidChangeConfiguration: listening(editor, "settings", (all) => all.settings.changed),
    onDidChangeWorkspaceFolders: listening(editor, "folders", (all) => all.foldersChanged),
  };
}

/** An event of the editor of the moment; its listeners are counted among what is alive. */
function listening<T>(
  editor: () => FakeEditor,
  name: string,
  emitterOf: (editor: FakeEditor) => EventEmitter<T>,
) {
  return (listener: (event: T) => unknown): Disposable => {
    const all = editor();
    const subscription = emitterOf(all).event(listener);
    const end = all.alive.add(`listener to ${name}`, () => void subscription.dispose());
    return new Disposable(end);
  };
}

function folderOf({ folders }: FakeEditor, uri: Uri) {
  return folders.find((folder) => {
    return folder.uri.scheme === uri.scheme && isWithin(folder.uri.fsPath, uri.fsPath);
  });
}

function isWithin(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way === "" || (!way.startsWith("..") && !path.isAbsolute(way));
}
