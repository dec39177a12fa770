/** What integration tests do with the editor. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";

export const viewType = "kvtrace.inspector";

/** A file of the test's workspace. */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "the tests run in a folder");
  return vscode.Uri.joinPath(folder.uri, name);
}

/** The inspector tabs that are open. */
export function inspectorTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => tab.input instanceof vscode.TabInputCustom && tab.input.viewType === viewType);
}

export async function openTrace(name: string): Promise<void> {
  await vscode.commands.executeCommand("vscode.open", workspaceFile(name), { preview: false });
  await waitFor(`the tab of ${name}`, () =>
    inspectorTabs().some((tab) => tab.label === name && tab.isActive),
  );
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** Runs a command of the extension. */
export function run<Result>(name: string, ...given: unknown[]): Thenable<Result> {
  return vscode.commands.executeCommand<Result>(`kvtrace.${name}`, ...given);
}

/** The error messages that the editor shows while `action` runs. */
export async function errorsDuring(action: () => PromiseLike<unknown>): Promise<string[]> {
  const shown: string[] = [];
  const original = vscode.window.showErrorMessage;
  const capture = (message: string) => {
    shown.push(message);
    return Promise.resolve(undefined);
  };
  Object.defineProperty(vscode.window, "showErrorMessage", { value: capture, configurable: true });
  try {
    await action();
  } finally {
    Object.defineProperty(vscode.window, "showErrorMessage", {
      value: original,
      configurable: true,
    });
  }
  return shown;
}

export async function waitFor(what: string, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await delay(50);
  }
}
