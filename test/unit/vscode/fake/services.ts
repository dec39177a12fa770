import type { FakeEditor } from "./editor";
import { Disposable } from "./events";
import type { Uri } from "./uri";
import type { Diagnostic } from "./values";
import type * as vscode from "vscode";

export function makeCommands(editor: () => FakeEditor) {
  return {
    registerCommand: (name: string, run: (...given: unknown[]) => unknown): Disposable => {
      const { commands, alive } = editor();
      if (commands.has(name)) throw new Error(`command '${name}' already exists`);
      commands.set(name, run);
      return new Disposable(alive.add(`command ${name}`, () => commands.delete(name)));
    },
    executeCommand: (command: string, ...given: unknown[]): Promise<unknown> =>
      editor().execute(command, given),
  };
}

export function makeLanguages(editor: () => FakeEditor) {
  return {
    createDiagnosticCollection: (name: string) => {
      const { diagnostics, alive } = editor();
      const files = new Map<string, readonly Diagnostic[]>();
      diagnostics.set(name, files);
      const end = alive.add(`diagnostics ${name}`, () => diagnostics.delete(name));
      return {
        name,
        set: (uri: Uri, found: readonly Diagnostic[] | undefined) => {
          if (found && found.length > 0) files.set(uri.toString(), [...found]);
          else files.delete(uri.toString());
        },
        get: (uri: Uri) => files.get(uri.toString()),
        delete: (uri: Uri) => void files.delete(uri.toString()),
        clear: () => files.clear(),
        dispose: end,
      };
    },
    registerCodeLensProvider: (
      selector: vscode.DocumentSelector,
      provider: vscode.CodeLensProvider,
    ): Disposable => {
      const { lenses, alive } = editor();
      lenses.push(provider);
      const name = `code lenses of ${JSON.stringify(selector)}`;
      return new Disposable(alive.add(name, () => lenses.splice(lenses.indexOf(provider), 1)));
    },
    registerCodeActionsProvider: (
      selector: vscode.DocumentSelector,
      provider: vscode.CodeActionProvider,
    ): Disposable => {
      const { codeActions, alive } = editor();
      codeActions.push(provider);
      const name = `code actions of ${JSON.stringify(selector)}`;
      const end = () => codeActions.splice(codeActions.indexOf(provider), 1);
      return new Disposable(alive.add(name, end));
    },
  };
}

export function makeEnv(editor: () => FakeEditor) {
  return {
    uriScheme: "vscode",
    clipboard: {
      readText: () => Promise.resolve(editor().clipboard),
      writeText: (text: string) => {
        editor().clipboard = text;
        return Promise.resolve();
      },
    },
  };
}
