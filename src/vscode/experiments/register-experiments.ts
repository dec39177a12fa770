import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError } from "../../core/errors";
import { deleteRunFolder, renameRunFolder } from "../../core/experiment/store/run-folder";
import { needSession } from "../commands/need-session";
import { readArguments } from "../commands/trace-argument";
import type { InspectorProvider } from "../inspector/inspector-provider";
import type { Registration } from "../base/registration";
import { ExperimentsTree } from "./experiments-tree";
import { ExperimentDiagnostics } from "./experiment-diagnostics";
import { experimentSelector, needExperiment } from "./experiment-file";
import { NearestNames } from "./nearest-names";
import { newExperiment } from "./new-experiment";
import { runWithProgress, saveExperiment, type ExperimentServices } from "./run-experiment";
import { RunLens } from "./run-lens";
import { runFolderOf, runFoldersOf } from "./run-argument";
import { compareStoredRuns, showStoredRun } from "./stored-run";

/** A command of experiments: what it is given first, and all that is selected. */
type Command = (given: unknown, selected: unknown) => unknown;

/**
 * A second schema of experiments lies under this scheme. It asks for nothing: that the editor looks it
 * up tells the product that an experiment was opened, be it outside of every folder of the workspace.
 */
const openedScheme = "kvtrace-opened";

/** Everything about `*.kvsim.json`: diagnostics, lens, tree and commands. */
export class Experiments {
  readonly #tree = new ExperimentsTree();
  readonly #diagnostics = new ExperimentDiagnostics();

  constructor(
    private readonly provider: InspectorProvider,
    private readonly services: ExperimentServices,
  ) {}

  register(): Registration[] {
    return [
      ...this.#tree.register(),
      ...this.#diagnostics.register(),
      vscode.languages.registerCodeLensProvider(
        experimentSelector,
        new RunLens(this.services.pool),
      ),
      vscode.languages.registerCodeActionsProvider(experimentSelector, new NearestNames(), {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      vscode.workspace.registerTextDocumentContentProvider(openedScheme, {
        provideTextDocumentContent: () => "{}",
      }),
    ];
  }

  /** By the part of their name behind `kvtrace.`. */
  get commands(): Readonly<Record<string, Command>> {
    const { provider, services } = this;
    return {
      runExperiment: (given) => this.#run(given),
      newExperiment: async (given) => {
        const { trace, target } = readArguments(given);
        const session = await needSession(provider, trace);
        return session && newExperiment(session, target);
      },
      openExperimentRun: async (given) => {
        await showStoredRun(runFolderOf(given), provider, services.thread);
      },
      compareExperimentRuns: async (given, selected) => {
        const folders = runFoldersOf(given, selected);
        if (folders.length !== 2) {
          throw new InputError(
            "runs",
            `${folders.length} given; select two in the view Experiments`,
          );
        }
        await compareStoredRuns([folders[0], folders[1]], provider, services.thread);
      },
      renameExperimentRun: (given) => this.#rename(runFolderOf(given)),
      deleteExperimentRun: (given, selected) => this.#delete(runFoldersOf(given, selected)),
    };
  }

  /** Runs an experiment and compares its runs; resolves with the run's folder, or undefined. */
  async #run(given: unknown): Promise<string | undefined> {
    const { experiment, trace } = readArguments(given);
    const chosen = await needExperiment(experiment ?? trace);
    if (!chosen) return undefined;
    const uri = await saveExperiment(chosen);
    const folder = await runWithProgress(uri, this.services);
    this.#tree.refresh();
    if (!folder) return undefined;
    const document = await vscode.workspace.openTextDocument(uri);
    this.#diagnostics.showOutcome(document, folder.record);
    await showStoredRun(folder.path, this.provider, this.services.thread);
    return folder.path;
  }

  async #rename(folder: string): Promise<string | undefined> {
    const name = await vscode.window.showInputBox({
      title: "Rename Run",
      value: basename(folder),
      prompt: "Name of the run's folder",
    });
    if (name === undefined) return undefined;
    const renamed = await renameRunFolder(folder, name);
    this.#tree.refresh();
    return renamed;
  }

  async #delete(folders: readonly string[]): Promise<void> {
    const what =
      folders.length === 1 ? `the run ${basename(folders[0])}` : `${folders.length} runs`;
    const confirm = "Delete";
    const options = { modal: true, detail: "Its results cannot be brought back." };
    const answer = await vscode.window.showWarningMessage(`Delete ${what}?`, options, confirm);
    if (answer !== confirm) return;
    for (const folder of folders) await deleteRunFolder(folder);
    this.#tree.refresh();
  }
}
