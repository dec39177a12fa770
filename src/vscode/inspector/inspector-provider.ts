import * as vscode from "vscode";
import { InspectorSession, type InspectorServices } from "./inspector-session";
import { renderPage } from "./page";
import { TraceDocument } from "./trace-document";

/** The view type under which package.json declares the editor. */
export const inspectorViewType = "kvtrace.inspector";

/** Opens `.kvtrace` files in the inspector and knows which page the user looks at. */
export class InspectorProvider implements vscode.CustomReadonlyEditorProvider<TraceDocument> {
  readonly #sessions = new Set<InspectorSession>();
  readonly #opened = new vscode.EventEmitter<InspectorSession>();
  readonly onDidOpen = this.#opened.event;
  #active: InspectorSession | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly services: InspectorServices,
  ) {}

  /** The page in front, or the one that was there last. */
  get active(): InspectorSession | undefined {
    return this.#active;
  }

  get sessions(): readonly InspectorSession[] {
    return [...this.#sessions];
  }

  openCustomDocument(uri: vscode.Uri): Promise<TraceDocument> {
    return TraceDocument.open(uri);
  }

  resolveCustomEditor(document: TraceDocument, panel: vscode.WebviewPanel): void {
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extension, "dist")],
    };
    const session = new InspectorSession(document, panel, this.services);
    this.#sessions.add(session);
    this.#active = session;
    panel.onDidChangeViewState(() => {
      if (panel.active) this.#active = session;
    });
    panel.onDidDispose(() => {
      this.#sessions.delete(session);
      if (this.#active === session) this.#active = [...this.#sessions].at(-1);
    });
    panel.webview.html = renderPage(panel.webview, this.extension, panel.title);
    this.#opened.fire(session);
  }
}
