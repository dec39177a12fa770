import * as vscode from "vscode";
import { findProblems } from "../../core/experiment/definition/parse-experiment";

/** Offers to run an experiment, above its first brace. */
export class RunLens implements vscode.CodeLensProvider {
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const text = document.getText();
    // What stands before it can only be comments and blanks.
    const start = text.replace(/\/\/.*|\/\*[^]*?\*\//g, (comment) => " ".repeat(comment.length));
    const place = document.positionAt(Math.max(0, start.indexOf("{")));
    const wrong = findProblems(text).length;
    const problems = wrong === 1 ? "1 problem" : `${wrong} problems`;
    return [
      new vscode.CodeLens(
        new vscode.Range(place, place),
        wrong > 0
          ? {
              title: `$(warning) ${problems} before it can run`,
              command: "workbench.actions.view.problems",
            }
          : {
              title: "$(play) Run",
              tooltip: "Run this experiment and compare its runs",
              command: "kvtrace.runExperiment",
              arguments: [document.uri],
            },
      ),
    ];
  }
}
