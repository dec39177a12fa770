/**
 * What unit tests get for `vscode`: as much of the editor's API as the product uses, without an
 * editor. `editor` is what a test arranges and looks at; each test file has one of its own, and
 * `resetEditor` starts anew.
 */
import { FakeEditor } from "./fake/editor";
import { makeCommands, makeEnv, makeLanguages } from "./fake/services";
import { makeWindow } from "./fake/window";
import { makeWorkspace } from "./fake/workspace";

export { CancellationTokenSource, Disposable, EventEmitter } from "./fake/events";
export { FileSystemError } from "./fake/files";
export { Uri } from "./fake/uri";
export {
  CodeAction,
  CodeActionKind,
  CodeLens,
  Diagnostic,
  DiagnosticSeverity,
  FileType,
  Position,
  ProgressLocation,
  Range,
  RelativePattern,
  StatusBarAlignment,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  ViewColumn,
  WorkspaceEdit,
} from "./fake/values";
export { fakeContext } from "./fake/context";
export { FakePanel } from "./fake/panels";

let current = new FakeEditor();

/** The editor of this moment: asked for anew after each `resetEditor`. */
export function editor(): FakeEditor {
  return current;
}

export function resetEditor(): FakeEditor {
  current = new FakeEditor();
  return current;
}

export const window = makeWindow(editor);
export const workspace = makeWorkspace(editor);
export const commands = makeCommands(editor);
export const languages = makeLanguages(editor);
export const env = makeEnv(editor);
