import * as vscode from "vscode";
import { viewNamed } from "../../../shared/renamed-views";
import type { InspectorProvider } from "../inspector-provider";
import type { InspectorServices } from "../inspector-services";
import { loadPage } from "../../pages/load-page";
import { ViewPanel, type PanelView } from "./view-panel";

/** The view type of panels, under which the editor brings them back after a restart. */
export const panelViewType = "kvtrace.panel";

/** Opens views beside the editor, one panel each, and restores them. */
export class ViewPanels implements vscode.WebviewPanelSerializer {
  readonly #panels = new Map<PanelView, ViewPanel>();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly provider: InspectorProvider,
    private readonly services: InspectorServices,
    private readonly memento: vscode.Memento,
  ) {}

  /** Shows a view of a trace beside the editor; the panel that there is, or a new one. */
  async show(view: PanelView, uri: vscode.Uri): Promise<void> {
    const known = this.#panels.get(view);
    if (known) known.panel.reveal(undefined, true);
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel =
      known?.panel ??
      vscode.window.createWebviewPanel(panelViewType, "KV Trace", place, {
        enableScripts: true,
        retainContextWhenHidden: true,
      });
    await (known ?? this.#adopt(panel, view)).open(uri);
    await this.memento.update(keyOf(view), uri.toString());
    if (!known) loadPage(panel, this.extension);
  }

  /** @param state what the page kept: a view, of which only the name is of interest here */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const view = viewOf(state);
    const kept = this.memento.get<string>(keyOf(view));
    const uri = this.provider.active?.document.uri ?? (kept && vscode.Uri.parse(kept));
    if (!uri || this.#panels.has(view)) {
      panel.dispose();
      return;
    }
    await this.#adopt(panel, view).open(uri);
    loadPage(panel, this.extension);
  }

  #adopt(panel: vscode.WebviewPanel, view: PanelView): ViewPanel {
    const adopted = new ViewPanel(panel, view, this.provider, this.services);
    this.#panels.set(view, adopted);
    panel.onDidDispose(() => this.#panels.delete(view));
    return adopted;
  }
}

function keyOf(view: PanelView): string {
  return `panel:${view}`;
}

function viewOf(state: unknown): PanelView {
  const isObject = typeof state === "object" && state !== null;
  return isObject && "view" in state && viewNamed(state.view) === "time" ? "time" : "banks";
}
