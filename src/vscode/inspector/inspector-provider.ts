import * as vscode from "vscode";
import type { InspectorServices } from "./inspector-services";
import { InspectorSession } from "./inspector-session";
import { loadPage } from "../pages/load-page";
import { TraceDocument } from "./trace/trace-document";

/** The view type under which package.json declares the editor. */
export const inspectorViewType = "kvtrace.inspector";

/** A page with the share of its simulation that is done, 0 .. 1. */
export interface SessionProgress {
  readonly session: InspectorSession;
  readonly done: number;
}

/** Opens `.kvtrace` files in the inspector and knows which page the user looks at. */
export class InspectorProvider implements vscode.CustomReadonlyEditorProvider<TraceDocument> {
  readonly #sessions = new Set<InspectorSession>();
  readonly #opened = new vscode.EventEmitter<InspectorSession>();
  readonly #activated = new vscode.EventEmitter<InspectorSession | undefined>();
  readonly #updated = new vscode.EventEmitter<InspectorSession>();
  readonly #progressed = new vscode.EventEmitter<SessionProgress>();
  readonly #simulated = new vscode.EventEmitter<InspectorSession>();
  readonly #closed = new vscode.EventEmitter<InspectorSession>();
  readonly onDidOpen = this.#opened.event;
  /** Another page is in front, or none is left. */
  readonly onDidActivate = this.#activated.event;
  /** A page shows something else, or other results. */
  readonly onDidUpdate = this.#updated.event;
  readonly onDidProgress = this.#progressed.event;
  /** A page's simulation has ended in whatever way. */
  readonly onDidSimulate = this.#simulated.event;
  readonly onDidClose = this.#closed.event;
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
    return TraceDocument.open(uri, this.services.pool);
  }

  resolveCustomEditor(document: TraceDocument, panel: vscode.WebviewPanel): void {
    const session = new InspectorSession(document, panel, this.services);
    this.#sessions.add(session);
    this.#activate(session);
    session.onDidProgress((done) => this.#progressed.fire({ session, done }));
    session.onDidChangeView(() => this.#updated.fire(session));
    session.onDidSimulate(() => {
      this.#simulated.fire(session);
      this.#updated.fire(session);
    });
    session.onDidClose(() => {
      this.#sessions.delete(session);
      this.#closed.fire(session);
      if (this.#active === session) this.#activate([...this.#sessions].at(-1));
    });
    panel.onDidChangeViewState(() => {
      if (panel.active) this.#activate(session);
    });
    loadPage(panel, this.extension);
    this.#opened.fire(session);
  }

  #activate(session: InspectorSession | undefined): void {
    if (session === this.#active) return;
    this.#active = session;
    this.#activated.fire(session);
  }
}
