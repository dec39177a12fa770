import * as vscode from "vscode";
import { sameValue } from "../../../core/same-value";
import { Latest } from "../../../shared/latest";
import type { ViewName, ViewState } from "../../../shared/protocol";
import { openNewest } from "../../pages/newest";
import type { InspectorProvider } from "../inspector-provider";
import type { InspectorServices } from "../inspector-services";
import { InspectorSession } from "../inspector-session";
import type { ViewPlace } from "../page/page-view";
import { followedSource } from "../results/followed-source";
import { TraceDocument } from "../trace/trace-document";

/** The views that can stand beside the editor. */
export type PanelView = Extract<ViewName, "banks" | "time">;

const titles: Readonly<Record<PanelView, string>> = { banks: "Banks", time: "Time" };

/** The part of a view that is the same in every panel of one trace. */
type Selection = Pick<
  ViewState,
  "layer" | "kvHead" | "queryHead" | "step" | "shownRun" | "runs" | "picked"
>;

/** One view beside the editor. It shows what the active inspector shows, of the same trace. */
export class ViewPanel {
  readonly #opening = new Latest();
  #document: TraceDocument | undefined;
  #session: InspectorSession | undefined;
  /** What the panel was last told to show, or told itself. */
  #told: Partial<Selection> = {};
  /** The trace that is shown or being opened. */
  #wanted: vscode.Uri | undefined;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly view: PanelView,
    private readonly provider: InspectorProvider,
    private readonly services: InspectorServices,
  ) {
    const listeners = [
      provider.onDidActivate((session) => {
        if (session) void this.open(session.uri);
      }),
      provider.onDidUpdate((session) => {
        if (session === this.#followed()) this.#follow(session);
      }),
    ];
    panel.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
      this.#opening.cancel();
      this.#document?.dispose();
    });
  }

  /** Shows a trace, instead of the one shown so far. */
  async open(uri: vscode.Uri): Promise<void> {
    if (this.#wanted?.toString() === uri.toString()) {
      if (this.#session) this.#follow(this.#followed());
      return;
    }
    this.#wanted = uri;
    const document = await openNewest(this.#opening, () =>
      TraceDocument.open(uri, this.services.pool),
    );
    if (!document) return;
    const isOpen = this.#session !== undefined;
    this.#session?.dispose();
    this.#document?.dispose();
    this.#document = document;
    this.#session = new InspectorSession(document, this.panel, this.services, {
      view: this.#viewPlace(uri),
      source: followedSource(() => this.#followed()?.results),
      isOpen,
    });
    this.panel.title = `${titles[this.view]} · ${this.#session.name}`;
    // The first page asks by itself.
    if (isOpen) await this.#session.announce();
  }

  /** The panel opens with the selection of the editor, and tells it what its user picks. */
  #viewPlace(uri: vscode.Uri): ViewPlace {
    return {
      panel: this.view,
      restore: (header) => {
        const followed = this.#followed()?.view;
        if (followed) this.#told = selectionOf(followed);
        const kept = this.services.memory.restore(uri, header);
        return { ...kept, ...(followed && this.#told), view: this.view };
      },
      keep: (view) => this.#pick(view),
    };
  }

  /** Only what the user changed in the panel goes to the editor, which may be further already. */
  #pick(view: ViewState): void {
    const picked = selectionOf(view);
    const names = Object.keys(picked) as (keyof Selection)[];
    const changed = names.filter((name) => !sameValue(picked[name], this.#told[name]));
    this.#told = picked;
    if (changed.length === 0) return;
    const change = Object.fromEntries(changed.map((name) => [name, picked[name]]));
    this.#followed()?.setView(change);
  }

  /** The editor that is followed: the active one, or another one of the same trace. */
  #followed(): InspectorSession | undefined {
    const { active, sessions } = this.provider;
    const isShown = ({ uri }: InspectorSession) => {
      return uri.toString() === this.#document?.uri.toString();
    };
    return active && isShown(active) ? active : sessions.find(isShown);
  }

  #follow(followed: InspectorSession | undefined): void {
    if (!followed?.view) return;
    this.#told = selectionOf(followed.view);
    this.#session?.setView(this.#told, true);
  }
}

function selectionOf(view: ViewState): Selection {
  const { layer, kvHead, queryHead, step, shownRun, runs, picked } = view;
  return { layer, kvHead, queryHead, step, shownRun, runs, picked };
}
