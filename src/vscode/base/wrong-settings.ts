import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import type { Registration } from "./registration";
import { checkedSetting, defaultedSettings } from "./settings";
import { plainMessage } from "./plain-message";

/**
 * Says which settings are wrong, at start and when they change; their defaults stand for them. Those
 * that simulations do not go on without are told of there.
 */
export function registerSettings(): Registration[] {
  let told = "";
  const tell = () => {
    const complaints = wrongSettings().join("; ");
    if (complaints !== told && complaints !== "") {
      void vscode.window.showWarningMessage(
        plainMessage(`${complaints}; the default is used instead`),
      );
    }
    told = complaints;
  };
  tell();
  return [
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("kvtrace")) tell();
    }),
  ];
}

/** One sentence for each setting that is wrong, for the workspace or one of its folders. */
function wrongSettings(): string[] {
  const scopes = [undefined, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  const wrong = scopes.flatMap((scope) =>
    defaultedSettings.flatMap((name) => {
      try {
        checkedSetting(name, scope);
        return [];
      } catch (error) {
        if (error instanceof InputError) return [error.message];
        throw error;
      }
    }),
  );
  return [...new Set(wrong)];
}
