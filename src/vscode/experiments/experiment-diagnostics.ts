import * as vscode from "vscode";
import type { RunRecord } from "../../core/experiment/store/run-record";
import { describeRun } from "../../core/simulation/run/describe-runs";
import type { Registration } from "../base/registration";
import { isExperiment } from "./experiment-file";
import type { ExperimentProblem } from "./problems";
import { WatchedExperiment } from "./watched-experiment";

/** Limits that are listed one by one; more of them say little more. */
const mostCrossed = 100;

/** Reports what is wrong in open experiments while they are written, and limits that their runs crossed. */
export class ExperimentDiagnostics {
  readonly #problems = vscode.languages.createDiagnosticCollection("kvtrace-experiment");
  readonly #crossed = vscode.languages.createDiagnosticCollection("kvtrace-limits");
  readonly #open = new Map<string, WatchedExperiment>();

  register(): Registration[] {
    vscode.workspace.textDocuments.forEach((document) => this.#check(document));
    return [
      this.#problems,
      this.#crossed,
      vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        this.#crossed.delete(document.uri);
        this.#check(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#close(uri)),
      { dispose: () => [...this.#open.values()].forEach((experiment) => experiment.dispose()) },
    ];
  }

  /** Shows which limits of an experiment its run crossed, at the limits, until the experiment is changed. */
  showOutcome(document: vscode.TextDocument, record: RunRecord): void {
    const crossed = record.outcome?.crossed.slice(0, mostCrossed) ?? [];
    const diagnostics = crossed.flatMap(({ trace, run, column, bound, limit, value }) => {
      const given = record.limits.find((one) => {
        return one.column === column && one.bound === bound && one.value === limit;
      });
      const line = given?.place.line;
      if (given === undefined || line === undefined || line > document.lineCount) return [];
      const { text, firstNonWhitespaceCharacterIndex: start } = document.lineAt(line - 1);
      const direction = bound === "at-most" ? "above" : "below";
      const message =
        `Mean ${given.name} of ${describeRun(record.runs[run])} on ${record.traces[trace].name} ` +
        `is ${value.toPrecision(4)}, ${direction} the limit of ${limit}`;
      const range = new vscode.Range(line - 1, start, line - 1, text.length);
      return [diagnosticOf(range, message, vscode.DiagnosticSeverity.Warning)];
    });
    this.#crossed.set(document.uri, diagnostics);
  }

  #check(document: vscode.TextDocument): void {
    if (!isExperiment(document.uri)) return;
    const key = document.uri.toString();
    const experiment =
      this.#open.get(key) ??
      new WatchedExperiment(document, (problems) => this.#show(document, problems));
    this.#open.set(key, experiment);
    experiment.check();
  }

  #close(uri: vscode.Uri): void {
    this.#open.get(uri.toString())?.dispose();
    this.#open.delete(uri.toString());
    this.#problems.delete(uri);
  }

  #show(document: vscode.TextDocument, problems: readonly ExperimentProblem[]): void {
    const diagnostics = problems.map(({ message, offset, length }) => {
      const range = new vscode.Range(
        document.positionAt(offset),
        document.positionAt(offset + length),
      );
      return diagnosticOf(range, message, vscode.DiagnosticSeverity.Error);
    });
    this.#problems.set(document.uri, diagnostics);
  }
}

function diagnosticOf(
  range: vscode.Range,
  message: string,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = "KV Trace Inspector";
  return diagnostic;
}
