import type * as vscode from "vscode";
import type { DialogKind } from "./dialogs";
import type { FakeDocument } from "./documents";
import type { FakeEditor, FakeStatusBarItem } from "./editor";
import { Disposable } from "./events";
import type { FakePanel } from "./panels";

export function makeWindow(editor: () => FakeEditor) {
  const message =
    (kind: DialogKind) =>
    (text: string, ...more: unknown[]) => {
      const [first, ...rest] = more;
      const hasOptions = typeof first === "object" && first !== null && "modal" in first;
      const choices = hasOptions ? rest : more;
      return Promise.resolve(
        editor().dialogs.ask(kind, text, choices, hasOptions ? first : undefined),
      );
    };
  const question = (kind: DialogKind) => (options?: { readonly title?: string }) =>
    Promise.resolve(editor().dialogs.ask(kind, options?.title ?? "", [], options));
  return {
    get activeTextEditor() {
      const { shownDocument } = editor();
      return shownDocument && { document: shownDocument };
    },
    showInformationMessage: message("showInformationMessage"),
    showWarningMessage: message("showWarningMessage"),
    showErrorMessage: message("showErrorMessage"),
    showInputBox: question("showInputBox"),
    showOpenDialog: question("showOpenDialog"),
    showSaveDialog: question("showSaveDialog"),
    showQuickPick: async (
      items: readonly unknown[] | Thenable<readonly unknown[]>,
      options?: { readonly title?: string },
    ) => editor().dialogs.ask("showQuickPick", options?.title ?? "", await items, options),
    withProgress: <Result>(
      options: vscode.ProgressOptions,
      task: Parameters<typeof vscode.window.withProgress<Result>>[1],
    ) => editor().dialogs.progress(options, task),
    showTextDocument: (document: FakeDocument) => {
      editor().shownDocument = document;
      return Promise.resolve({ document });
    },
    createStatusBarItem: (id: string) => statusBarItem(editor(), id),
    createOutputChannel: (name: string) => logChannel(editor(), name),
    createTreeView: (id: string, given: { treeDataProvider: vscode.TreeDataProvider<unknown> }) =>
      tree(editor(), id, given.treeDataProvider),
    registerTreeDataProvider: (id: string, provider: vscode.TreeDataProvider<unknown>) =>
      tree(editor(), id, provider),
    registerCustomEditorProvider: (
      viewType: string,
      provider: vscode.CustomReadonlyEditorProvider,
    ) => {
      const { customEditors, alive } = editor();
      customEditors.set(viewType, { provider, panels: new Map<string, FakePanel>() });
      const end = alive.add(`editor ${viewType}`, () => customEditors.delete(viewType));
      return new Disposable(end);
    },
    registerWebviewPanelSerializer: (
      viewType: string,
      serializer: vscode.WebviewPanelSerializer,
    ) => {
      const { serializers, alive } = editor();
      serializers.set(viewType, serializer);
      return new Disposable(alive.add(`panels ${viewType}`, () => serializers.delete(viewType)));
    },
    registerUriHandler: (handler: vscode.UriHandler) => {
      const { uriHandlers, alive } = editor();
      uriHandlers.push(handler);
      const end = () => uriHandlers.splice(uriHandlers.indexOf(handler), 1);
      return new Disposable(alive.add("URI handler", end));
    },
    createWebviewPanel: (
      viewType: string,
      title: string,
      _place: unknown,
      options: vscode.WebviewPanelOptions & vscode.WebviewOptions = {},
    ) => editor().panel(viewType, title, options),
  };
}

function statusBarItem({ statusBar, alive }: FakeEditor, id: string) {
  const item: FakeStatusBarItem & { show(): void; hide(): void; dispose(): void } = {
    id,
    name: "",
    text: "",
    tooltip: undefined,
    command: undefined,
    isShown: false,
    show: () => (item.isShown = true),
    hide: () => (item.isShown = false),
    dispose: alive.add(`status bar item ${id}`, () => statusBar.splice(statusBar.indexOf(item), 1)),
  };
  statusBar.push(item);
  return item;
}

function logChannel({ log, alive }: FakeEditor, name: string) {
  const write = (level: string) => (text: unknown) => void log.push(`${level}: ${String(text)}`);
  return {
    name,
    trace: write("trace"),
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    append: write("info"),
    appendLine: write("info"),
    dispose: alive.add(`output ${name}`),
  };
}

function tree(
  { trees, alive }: FakeEditor,
  id: string,
  provider: vscode.TreeDataProvider<unknown>,
): Disposable {
  trees.set(id, provider);
  return new Disposable(alive.add(`tree ${id}`, () => trees.delete(id)));
}
