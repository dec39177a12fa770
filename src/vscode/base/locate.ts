import { homedir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";

/**
 * A path of the settings. A relative one starts from the workspace folder of a file that it is for,
 * or else from where that file lies; "~" alone or before a separator is the user's home.
 */
export function locate(given: string, file: vscode.Uri): vscode.Uri {
  if (/^~($|[/\\])/.test(given)) return vscode.Uri.file(path.join(homedir(), given.slice(1)));
  if (path.isAbsolute(given)) return vscode.Uri.file(given);
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri;
  return vscode.Uri.joinPath(folder ?? vscode.Uri.joinPath(file, ".."), given);
}
