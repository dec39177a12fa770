import { parseTree } from "jsonc-parser/lib/esm/main";
import * as vscode from "vscode";
import { sameValue } from "../../core/same-value";
import { Latest } from "../../shared/latest";
import { namedFiles, type NamedFiles } from "./named-files";
import { missingFiles, problemsOf, type ExperimentProblem } from "./problems";

/** Milliseconds without a further change before an experiment is looked at. */
const settleTime = 250;

/** An open experiment, looked at again after each change of its text or of the files that it names. */
export class WatchedExperiment {
  readonly #looking = new Latest();
  #timer: NodeJS.Timeout | undefined;
  #named: readonly NamedFiles[] = [];
  #watchers: readonly vscode.FileSystemWatcher[] = [];
  /** The text whose problems are shown, those of its files included. */
  #shownText: string | undefined;

  /** @param show gets all problems, the newest of what is known */
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly show: (problems: readonly ExperimentProblem[]) => void,
  ) {}

  /** Looks at the experiment once it is left alone for a moment. */
  check(): void {
    this.#looking.cancel();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), settleTime);
  }

  dispose(): void {
    this.#looking.cancel();
    clearTimeout(this.#timer);
    this.#watch([]);
  }

  async #check(): Promise<void> {
    const { uri } = this.document;
    const text = this.document.getText();
    const problems = problemsOf(text, uri.fsPath);
    // What its files lack stays in sight until they have been looked at again.
    if (text !== this.#shownText) {
      this.show(problems);
      this.#shownText = undefined;
    }
    if (uri.scheme !== "file" && uri.scheme !== "untitled") return;
    const root = parseTree(text);
    if (root) this.#watch(namedFiles(root, uri.fsPath));
    const outcome = await this.#looking.ask(() => missingFiles(text, uri.fsPath));
    if (outcome.kind === "failed") throw outcome.error;
    if (outcome.kind !== "complete") return;
    // What is wrong as text is not looked for on the disk.
    const missing = outcome.answer.filter(({ offset }) =>
      problems.every((one) => one.offset !== offset),
    );
    this.show([...problems, ...missing]);
    this.#shownText = text;
  }

  #watch(named: readonly NamedFiles[]): void {
    if (sameValue(named, this.#named)) return;
    this.#named = named;
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = named.filter(isWatchable).map(({ folder, glob }) => {
      const pattern = new vscode.RelativePattern(vscode.Uri.file(folder), glob);
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      const check = () => this.check();
      for (const happens of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
        happens(check);
      }
      return watcher;
    });
  }
}

/** The editor watches its workspace anyway; a whole tree elsewhere would be watched for this alone. */
function isWatchable({ folder, glob }: NamedFiles): boolean {
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) !== undefined;
  return isInWorkspace || !glob.includes("/");
}
