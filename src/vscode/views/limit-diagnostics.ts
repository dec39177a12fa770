import * as vscode from "vscode";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { InspectorSession } from "../inspector/inspector-session";
import type { Registration } from "../base/registration";
import { shownRunOf, type ShownRun } from "./shown-run";

/** A limit of the settings that the shown run is held to. */
interface Limit {
  readonly setting: string;
  /** What is wrong, where it is. */
  readonly complain: (run: ShownRun, limit: number) => string | undefined;
}

const limits: readonly Limit[] = [
  {
    setting: "imbalanceLimit",
    complain: ({ name, headline: { imbalance } }, limit) =>
      imbalance > limit
        ? `Mean imbalance of ${name} is ${imbalance.toFixed(3)}, above the limit of ${limit}`
        : undefined,
  },
  {
    setting: "massLimit",
    complain: ({ name, headline: { massKept } }, limit) =>
      massKept < limit
        ? `Mean attention mass kept by ${name} is ${massKept.toFixed(3)}, below the limit of ${limit}`
        : undefined,
  },
];

/** Reports traces whose shown run is beyond a limit in Problems, until it no longer is. */
export function registerLimits(provider: InspectorProvider): Registration[] {
  const problems = vscode.languages.createDiagnosticCollection("kvtrace");
  const check = (session: InspectorSession) => {
    const { uri } = session.document;
    const run = shownRunOf(session);
    if (run) problems.set(uri, complaintsOf(uri, run));
  };
  return [
    problems,
    provider.onDidUpdate(check),
    provider.onDidClose(({ document: { uri } }) => {
      const isOpen = provider.sessions.some(
        (session) => session.document.uri.toString() === uri.toString(),
      );
      if (!isOpen) problems.delete(uri);
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("kvtrace")) provider.sessions.forEach(check);
    }),
  ];
}

function complaintsOf(uri: vscode.Uri, run: ShownRun): vscode.Diagnostic[] {
  const configuration = vscode.workspace.getConfiguration("kvtrace", uri);
  return limits.flatMap(({ setting, complain }) => {
    const limit = configuration.get<number | null>(setting, null);
    const message = typeof limit === "number" ? complain(run, limit) : undefined;
    if (message === undefined) return [];
    const diagnostic = new vscode.Diagnostic(
      new vscode.Range(0, 0, 0, 0),
      message,
      vscode.DiagnosticSeverity.Warning,
    );
    diagnostic.source = "KV Trace Inspector";
    diagnostic.code = `kvtrace.${setting}`;
    return [diagnostic];
  });
}
