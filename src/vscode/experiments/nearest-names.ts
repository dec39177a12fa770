import * as vscode from "vscode";
import { problemsOf } from "./problems";

/** Offers the nearest known name in the place of an unknown one. */
export class NearestNames implements vscode.CodeActionProvider {
  provideCodeActions(
    document: vscode.TextDocument,
    asked: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return problemsOf(document.getText(), document.uri.fsPath).flatMap((problem) => {
      const { offset, length, nearest } = problem;
      const range = new vscode.Range(
        document.positionAt(offset),
        document.positionAt(offset + length),
      );
      if (nearest === undefined || !range.intersection(asked)) return [];
      const action = new vscode.CodeAction(`Change to ${nearest}`, vscode.CodeActionKind.QuickFix);
      action.edit = new vscode.WorkspaceEdit();
      action.edit.replace(document.uri, range, JSON.stringify(nearest));
      action.diagnostics = diagnostics.filter(({ message }) => message === problem.message);
      action.isPreferred = true;
      return [action];
    });
  }
}
