import * as vscode from "vscode";
import type { RunRecord } from "../../core/experiment/store/run-record";
import { describeRun } from "../../core/simulation/run/configuration";
import type { Registration } from "../base/registration";
import { isExperiment } from "./experiment-file";
import { missingFiles, problemsOf, type StudyProblem } from "./problems";

/** Milliseconds without a further change before a study is looked at. */
const settleTime = 250;

/** Limits that are listed one by one; more of them say little more. */
const mostCrossed = 100;

/** Reports what is wrong in open studies while they are written, and limits that their runs crossed. */
export class ExperimentDiagnostics {
  readonly #problems = vscode.languages.createDiagnosticCollection("kvtrace-experiment");
  readonly #crossed = vscode.languages.createDiagnosticCollection("kvtrace-limits");
  readonly #waiting = new Map<string, NodeJS.Timeout>();

  register(): Registration[] {
    const checkAll = () =>
      vscode.workspace.textDocuments.forEach((document) => this.#soon(document));
    const traces = vscode.workspace.createFileSystemWatcher(
      "**/*.{kvtrace,json}",
      false,
      true,
      false,
    );
    checkAll();
    return [
      this.#problems,
      this.#crossed,
      traces,
      traces.onDidCreate(checkAll),
      traces.onDidDelete(checkAll),
      vscode.workspace.onDidOpenTextDocument((document) => this.#soon(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        this.#crossed.delete(document.uri);
        this.#soon(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        clearTimeout(this.#waiting.get(uri.toString()));
        this.#problems.delete(uri);
      }),
      { dispose: () => [...this.#waiting.values()].forEach(clearTimeout) },
    ];
  }

  /** Shows which limits of a study its run crossed, at the limits, until the study is changed. */
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

  #soon(document: vscode.TextDocument): void {
    if (!isExperiment(document.uri)) return;
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => void this.#check(document), settleTime),
    );
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    const text = document.getText();
    const problems = problemsOf(text, uri.fsPath);
    this.#show(document, problems);
    const isLocal = uri.scheme === "file" || uri.scheme === "untitled";
    const missing = isLocal ? await missingFiles(text, uri.fsPath) : [];
    if (document.isClosed || document.version !== version) return;
    // What is wrong as text is not looked for on the disk.
    const others = missing.filter(({ offset }) => problems.every((one) => one.offset !== offset));
    this.#show(document, [...problems, ...others]);
  }

  #show(document: vscode.TextDocument, problems: readonly StudyProblem[]): void {
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
