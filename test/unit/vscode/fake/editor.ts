import type * as vscode from "vscode";
import { Alive } from "./alive";
import { FakeDialogs } from "./dialogs";
import { FakeDocuments, type FakeDocument } from "./documents";
import { CancellationTokenSource, EventEmitter } from "./events";
import { FakeFiles } from "./files";
import { FakePanel } from "./panels";
import { FakeSettings } from "./settings";
import type { Uri } from "./uri";
import { Range, type CodeAction, type Diagnostic } from "./values";

export interface FakeStatusBarItem {
  readonly id: string;
  name: string;
  text: string;
  tooltip: unknown;
  command: string | undefined;
  isShown: boolean;
}

interface CustomEditor {
  readonly provider: vscode.CustomReadonlyEditorProvider;
  readonly panels: Map<string, FakePanel>;
}

type Command = (...given: unknown[]) => unknown;

/** The state of a fake editor: what a test arranges and looks at. */
export class FakeEditor {
  readonly alive = new Alive();
  readonly dialogs = new FakeDialogs();
  readonly settings = new FakeSettings();
  readonly files = new FakeFiles(this.alive);
  readonly documents = new FakeDocuments(this.files);
  readonly foldersChanged = new EventEmitter<void>();
  readonly commands = new Map<string, Command>();
  /** Every command that was asked for, in order. */
  readonly executed: { readonly command: string; readonly given: readonly unknown[] }[] = [];
  /** Diagnostics by collection and by file. */
  readonly diagnostics = new Map<string, Map<string, readonly Diagnostic[]>>();
  readonly statusBar: FakeStatusBarItem[] = [];
  readonly panels: FakePanel[] = [];
  readonly customEditors = new Map<string, CustomEditor>();
  readonly serializers = new Map<string, vscode.WebviewPanelSerializer>();
  readonly trees = new Map<string, vscode.TreeDataProvider<unknown>>();
  readonly lenses: vscode.CodeLensProvider[] = [];
  readonly codeActions: vscode.CodeActionProvider[] = [];
  readonly contentProviders = new Map<string, vscode.TextDocumentContentProvider>();
  readonly uriHandlers: vscode.UriHandler[] = [];
  /** Lines of output channels, with their level. */
  readonly log: string[] = [];
  folders: readonly { readonly uri: Uri; readonly name: string; readonly index: number }[] = [];
  clipboard = "";
  shownDocument: FakeDocument | undefined;

  /** The diagnostics of a file, of one collection or of all. */
  problemsOf(uri: Uri, collection?: string): readonly Diagnostic[] {
    const collections =
      collection === undefined
        ? [...this.diagnostics.values()]
        : [this.diagnostics.get(collection) ?? new Map<string, readonly Diagnostic[]>()];
    return collections.flatMap((files) => files.get(uri.toString()) ?? []);
  }

  /** What the product writes above the lines of a text that is seen. */
  async lensesOf(document: FakeDocument): Promise<vscode.CodeLens[]> {
    const { token } = new CancellationTokenSource();
    const found = this.lenses.map(async (provider) => {
      const lenses = await provider.provideCodeLenses(asReal(document), token);
      return Promise.all(
        (lenses ?? []).map(async (lens) =>
          lens.isResolved ? lens : ((await provider.resolveCodeLens?.(lens, token)) ?? lens),
        ),
      );
    });
    return (await Promise.all(found)).flat();
  }

  /** What the product would do about a place of a text. */
  async fixesAt(document: FakeDocument, offset: number): Promise<CodeAction[]> {
    const { token } = new CancellationTokenSource();
    const place = document.positionAt(offset);
    const range = new Range(place, place) as unknown as vscode.Range;
    const context = { diagnostics: [], only: undefined, triggerKind: 1 };
    const found = this.codeActions.map(async (provider) => {
      const actions = await provider.provideCodeActions(asReal(document), range, context, token);
      return (actions ?? []) as unknown as CodeAction[];
    });
    return (await Promise.all(found)).flat();
  }

  panel(viewType: string, title: string, options: vscode.WebviewPanelOptions): FakePanel {
    const panel = new FakePanel(viewType, title, options, this.alive);
    this.panels.push(panel);
    panel.onDidDispose(() => this.panels.splice(this.panels.indexOf(panel), 1));
    return panel;
  }

  async execute(command: string, given: readonly unknown[]): Promise<unknown> {
    this.executed.push({ command, given });
    const known = this.commands.get(command);
    if (known) return known(...given);
    if (command === "vscode.openWith") return this.#openWith(given[0] as Uri, String(given[1]));
    if (command.startsWith("kvtrace.")) throw new Error(`command '${command}' not found`);
    return undefined;
  }

  async #openWith(uri: Uri, viewType: string): Promise<void> {
    const editor = this.customEditors.get(viewType);
    if (!editor) return;
    const known = editor.panels.get(uri.toString());
    if (known) {
      known.reveal();
      return;
    }
    const { token } = new CancellationTokenSource();
    const document = await editor.provider.openCustomDocument(
      uri,
      { backupId: undefined, untitledDocumentData: undefined },
      token,
    );
    for (const other of this.panels) other.activate(false);
    const panel = this.panel(viewType, uri.path.split("/").at(-1) ?? "", {});
    editor.panels.set(uri.toString(), panel);
    panel.onDidDispose(() => {
      editor.panels.delete(uri.toString());
      document.dispose();
    });
    await editor.provider.resolveCustomEditor(
      document,
      panel as unknown as vscode.WebviewPanel,
      token,
    );
  }
}

/** A fake text has as much of a real one as the product asks for. */
function asReal(document: FakeDocument): vscode.TextDocument {
  return document as unknown as vscode.TextDocument;
}
