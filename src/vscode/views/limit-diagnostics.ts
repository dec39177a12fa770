import * as vscode from "vscode";
import { isBeyond } from "../../core/figures/figure";
import { formatNumber, formatShare } from "../../core/figures/format";
import { reportedFigures } from "../../core/figures/reported-figures";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { InspectorSession } from "../inspector/inspector-session";
import type { Registration } from "../base/registration";
import { setting } from "../base/settings";
import { shownRunOf, type ShownRun } from "./shown-run";

/** A limit of the settings that the shown run is held to. */
interface Limit {
  readonly name: "wasteLimit" | "imbalanceLimit" | "massLimit";
  readonly column: "wasted" | "imbalance" | "massKept";
  /** The mean of that run, in words. */
  readonly subject: (run: string) => string;
  /** True for a share, which is told in percent. */
  readonly isShare?: boolean;
}

const limits: readonly Limit[] = [
  {
    name: "wasteLimit",
    column: "wasted",
    subject: (run) => `share of wasted reads of ${run}`,
    isShare: true,
  },
  { name: "imbalanceLimit", column: "imbalance", subject: (run) => `imbalance of ${run}` },
  {
    name: "massLimit",
    column: "massKept",
    subject: (run) => `attention mass kept by ${run}`,
    isShare: true,
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
  return limits.flatMap((given) => {
    const { name } = given;
    const limit = setting(name, uri);
    const message = limit === null ? undefined : complaint(run, given, limit);
    if (message === undefined) return [];
    const diagnostic = new vscode.Diagnostic(
      new vscode.Range(0, 0, 0, 0),
      message,
      vscode.DiagnosticSeverity.Warning,
    );
    diagnostic.source = "KV Trace Inspector";
    diagnostic.code = `kvtrace.${name}`;
    return [diagnostic];
  });
}

function complaint(
  { name, headline }: ShownRun,
  { column, subject, isShare }: Limit,
  limit: number,
): string | undefined {
  const { better } = reportedFigures[column];
  const value = headline[column];
  if (!isBeyond(better, value, limit)) return undefined;
  const write = (figure: number) => (isShare ? formatShare(figure) : formatNumber(figure, 4));
  const where = better === "more" ? "below" : "above";
  return `Mean ${subject(name)} is ${write(value)}, ${where} the limit of ${write(limit)}`;
}
