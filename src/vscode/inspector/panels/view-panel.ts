import * as vscode from "vscode";
import { Cancelled } from "../../../core/cancelled";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import type { HeadResult } from "../../../core/simulation/run/result";
import type { ViewName, ViewState } from "../../../shared/protocol";
import type { InspectorProvider } from "../inspector-provider";
import { InspectorSession, type InspectorServices } from "../inspector-session";
import type { PanelRole } from "./panel-role";
import { TraceDocument } from "../trace/trace-document";

/** The views that can stand beside the editor. */
export type PanelView = Extract<ViewName, "banks" | "timing">;

const titles: Readonly<Record<PanelView, string>> = { banks: "Banks", timing: "Timing" };

/** The part of a view that is the same in every panel of one trace. */
type Selection = Pick<ViewState, "layer" | "kvHead" | "queryHead" | "step" | "shownRun" | "runs">;

/** One view beside the editor. It shows what the active inspector shows, of the same trace. */
export class ViewPanel implements PanelRole {
  #document: TraceDocument | undefined;
  #session: InspectorSession | undefined;
  /** What the panel was last told to show, or told itself. */
  #told: Partial<Selection> = {};
  /** The trace that is being opened; a later one wins. */
  #wanted: vscode.Uri | undefined;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly view: PanelView,
    private readonly provider: InspectorProvider,
    private readonly services: InspectorServices,
  ) {
    const listeners = [
      provider.onDidActivate((session) => {
        if (session) void this.open(session.document.uri);
      }),
      provider.onDidUpdate((session) => {
        if (session === this.#source()) this.#follow(session);
      }),
    ];
    panel.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
      this.#wanted = undefined;
      this.#document?.dispose();
    });
  }

  /** The trace that the panel shows. */
  get uri(): vscode.Uri | undefined {
    return this.#document?.uri;
  }

  /** Shows a trace, instead of the one shown so far. */
  async open(uri: vscode.Uri): Promise<void> {
    if (this.#wanted?.toString() === uri.toString()) {
      if (this.#session) this.#follow(this.#source());
      return;
    }
    this.#wanted = uri;
    const document = await TraceDocument.open(uri);
    if (this.#wanted !== uri) {
      document.dispose();
      return;
    }
    const isFirst = this.#session === undefined;
    this.#session?.dispose();
    this.#document?.dispose();
    this.#document = document;
    this.#session = new InspectorSession(document, this.panel, this.services, this);
    this.panel.title = `${titles[this.view]} · ${this.#session.name}`;
    // The first page asks by itself.
    if (!isFirst) await this.#session.announce();
  }

  followed(): Partial<Selection> | undefined {
    const view = this.#source()?.view;
    if (view) this.#told = selectionOf(view);
    return view && this.#told;
  }

  /** Only what the user changed in the panel goes to the editor, which may be further already. */
  pick(view: ViewState): void {
    const picked = selectionOf(view);
    const names = Object.keys(picked) as (keyof Selection)[];
    const changed = names.filter(
      (name) => JSON.stringify(picked[name]) !== JSON.stringify(this.#told[name]),
    );
    this.#told = picked;
    if (changed.length === 0) return;
    const change = Object.fromEntries(changed.map((name) => [name, picked[name]]));
    this.#source()?.setView(change);
  }

  async resultsFor(
    plan: SimulationPlan,
    file: vscode.FileStat,
    signal: AbortSignal,
  ): Promise<readonly HeadResult[] | undefined> {
    const source = this.#source();
    if (!source) return undefined;
    const asked = JSON.stringify(plan);
    const matches = () => {
      const { results } = source;
      if (results?.file.mtime !== file.mtime || results.file.size !== file.size) return undefined;
      return JSON.stringify(results.plan) === asked ? results : undefined;
    };
    if (matches()?.complete === false) await endOf(source);
    if (signal.aborted) throw new Cancelled();
    const found = matches();
    return found?.complete ? found.heads : undefined;
  }

  /** The editor that is followed: the active one, or another one of the same trace. */
  #source(): InspectorSession | undefined {
    const { active, sessions } = this.provider;
    const isShown = ({ document }: InspectorSession) =>
      document.uri.toString() === this.#document?.uri.toString();
    return active && isShown(active) ? active : sessions.find(isShown);
  }

  #follow(source: InspectorSession | undefined): void {
    if (!source?.view) return;
    this.#told = selectionOf(source.view);
    this.#session?.setView(this.#told, true);
  }
}

function selectionOf({ layer, kvHead, queryHead, step, shownRun, runs }: ViewState): Selection {
  return { layer, kvHead, queryHead, step, shownRun, runs };
}

function endOf(session: InspectorSession): Promise<void> {
  return new Promise((resolve) => {
    const listeners = [session.onDidSimulate(() => end()), session.onDidClose(() => end())];
    const end = () => {
      for (const listener of listeners) listener.dispose();
      resolve();
    };
  });
}
