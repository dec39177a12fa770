import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { openExperiment } from "../../core/experiment/definition/open-experiment";
import { headsOf, type OpenedExperiment } from "../../core/experiment/definition/opened-experiment";
import { findProblems, parseExperiment } from "../../core/experiment/definition/parse-experiment";
import { openHeader } from "../../core/simulation/threads/open-header";
import { counted } from "../../shared/format/counted";
import type { TracePool } from "../inspector/trace/trace-pool";

/** A lens that runs what its text describes. */
class RunningLens extends vscode.CodeLens {
  constructor(
    range: vscode.Range,
    readonly document: vscode.TextDocument,
  ) {
    super(range);
  }
}

type HeaderThreads = Pick<TracePool, "outline">;

/** Offers to run an experiment, above its first brace. */
export class RunLens implements vscode.CodeLensProvider {
  constructor(private readonly threads: HeaderThreads) {}

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const text = document.getText();
    // What stands before it can only be comments and blanks.
    const start = text.replace(/\/\/.*|\/\*[^]*?\*\//g, (comment) => " ".repeat(comment.length));
    const place = document.positionAt(Math.max(0, start.indexOf("{")));
    const range = new vscode.Range(place, place);
    const wrong = findProblems(text).length;
    if (wrong === 0) return [new RunningLens(range, document)];
    return [
      new vscode.CodeLens(range, {
        title: `$(warning) ${counted(wrong, "problem")} before it can run`,
        command: "workbench.actions.view.problems",
      }),
    ];
  }

  /** Says what a run will compute; its traces are looked at only where the lens is seen. */
  async resolveCodeLens(lens: vscode.CodeLens): Promise<vscode.CodeLens> {
    if (!(lens instanceof RunningLens)) return lens;
    const { uri } = lens.document;
    const work = await workOf(lens.document, this.threads);
    lens.command = {
      title: `$(play) Run${work === undefined ? "" : `: ${work}`}`,
      tooltip: "Run this experiment and compare its runs",
      command: "kvtrace.runExperiment",
      arguments: [uri],
    };
    return lens;
  }
}

/** Undefined where the experiment's files cannot be found or read: Problems say so. */
async function workOf(
  document: vscode.TextDocument,
  threads: HeaderThreads,
): Promise<string | undefined> {
  const file = document.uri.fsPath;
  const readTrace = async (path: string) => {
    const trace = await openHeader({ kind: "file", path }, threads);
    await trace.close();
    return { header: trace.header, size: (await stat(path)).size };
  };
  try {
    const experiment = parseExperiment(document.getText(), file);
    return describeWork(await openExperiment(experiment, file, readTrace));
  } catch {
    return undefined;
  }
}

/** How often a head is simulated: `7 runs × 1 trace × 8 heads`. */
function describeWork(experiment: OpenedExperiment): string {
  const { runs, traces } = experiment;
  const heads = headsOf(experiment);
  const ofTraces = new Set(traces.map((_, at) => heads.filter(({ trace }) => trace === at).length));
  const [each] = ofTraces;
  const first = `${counted(runs.length, "run")} × ${counted(traces.length, "trace")}`;
  return ofTraces.size === 1
    ? `${first} × ${counted(each, "head")}`
    : `${first}, ${counted(heads.length, "head")} in all`;
}
