import type * as vscode from "vscode";
import type { Alive } from "./alive";
import { EventEmitter } from "./events";
import { asSent } from "./sent-message";
import type { Uri } from "./uri";
import { ViewColumn } from "./values";

/** A webview panel. What the host posts is kept as a copy; a test plays the page with `post`. */
export class FakePanel {
  /** Copies of what was posted to the page, in order. */
  readonly sent: unknown[] = [];
  /** Hears what is posted to the page. */
  readonly onSent = new EventEmitter<unknown>();
  readonly #received = new EventEmitter<unknown>();
  readonly #disposed = new EventEmitter<void>();
  readonly #stateChanged = new EventEmitter<{ readonly webviewPanel: FakePanel }>();
  readonly #end: () => void;
  #isOver = false;
  active = true;
  visible = true;
  viewColumn: ViewColumn = ViewColumn.One;
  iconPath: undefined;
  /** How often the panel was brought to the front. */
  revealed = 0;
  readonly onDidDispose = this.#disposed.event;
  readonly onDidChangeViewState = this.#stateChanged.event;
  readonly webview = {
    options: {} as vscode.WebviewOptions,
    html: "",
    cspSource: "https://fake.host",
    onDidReceiveMessage: this.#received.event,
    postMessage: (message: unknown): Promise<boolean> => {
      if (this.#isOver) return Promise.reject(new Error("Webview is disposed"));
      const copy = asSent(message);
      this.sent.push(copy);
      this.onSent.fire(copy);
      return Promise.resolve(true);
    },
    asWebviewUri: (uri: Uri): Uri => uri.with({ scheme: "https", authority: "fake.host" }),
  };

  constructor(
    readonly viewType: string,
    public title: string,
    readonly options: vscode.WebviewPanelOptions,
    alive: Alive,
  ) {
    this.#end = alive.add(`panel ${viewType}`);
  }

  /** As if the page sent a message. */
  post(message: unknown): void {
    this.#received.fire(structuredClone(message));
  }

  reveal(): void {
    this.revealed++;
    this.activate(true);
  }

  /** As if the user brought the panel to the front, or another one. */
  activate(active: boolean): void {
    if (active === this.active) return;
    this.active = active;
    this.#stateChanged.fire({ webviewPanel: this });
  }

  dispose(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#end();
    this.#disposed.fire();
  }
}
