import * as vscode from "vscode";
import type { CimView, CimWeights } from "../../shared/protocol/cim";
import { workerPath } from "../base/worker-path";
import { loadPage } from "../pages/load-page";
import { CimSession } from "./cim-session";
import { defaultCimView, withWeights } from "./default-view";
import { parseCimView } from "./page-message";

/** The view type of the panel, under which the editor brings it back after a restart. */
export const cimViewType = "kvtrace.blockDiagonal";

const memory = "cim:view";

/** Opens the panel of block-diagonal weights, of which there is one, and restores it. */
export class CimPanels implements vscode.WebviewPanelSerializer {
  #open: { readonly panel: vscode.WebviewPanel; readonly session: CimSession } | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
    private readonly memento: vscode.Memento,
  ) {}

  /** The page in front of the user. */
  get active(): CimSession | undefined {
    return this.#open?.panel.active ? this.#open.session : undefined;
  }

  /** Shows weights in the panel that there is, or in a new one. */
  show(weights: CimWeights): void {
    if (this.#open) {
      this.#open.panel.reveal();
      this.#open.session.show(weights);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      cimViewType,
      "Arrays",
      vscode.ViewColumn.Active,
      { retainContextWhenHidden: true },
    );
    const kept = parseCimView(this.memento.get(memory)) ?? defaultCimView;
    this.#adopt(panel, withWeights(kept, weights));
  }

  /** @param state the view that the page kept, which may be older than what the host was told */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = parseCimView(this.memento.get(memory)) ?? parseCimView(state);
    if (this.#open) panel.dispose();
    else this.#adopt(panel, kept ?? defaultCimView);
    return Promise.resolve();
  }

  #adopt(panel: vscode.WebviewPanel, view: CimView): void {
    const services = {
      workerPath: workerPath(this.extension),
      log: this.log,
      keep: (shown: CimView) => this.memento.update(memory, shown),
    };
    this.#open = { panel, session: new CimSession(panel, services, view) };
    panel.onDidDispose(() => (this.#open = undefined));
    loadPage(panel, this.extension, "arrays");
  }
}
