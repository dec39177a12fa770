import { basename } from "node:path";
import * as vscode from "vscode";
import { messageOf } from "../../core/errors";
import type { RunConfiguration } from "../../core/simulation/run/configuration";
import type { TraceHeader } from "../../core/trace/trace";
import { Latest } from "../../shared/latest";
import {
  protocolVersion,
  type AnswerPart,
  type HostEvent,
  type ImageFormat,
  type OpenedTrace,
  type PageMessage,
  type ViewState,
} from "../../shared/protocol";
import { PageSession } from "../pages/page-session";
import { Tickets } from "../pages/tickets";
import { answerInspector } from "./answers/inspector-answers";
import { opensDialog, type ImageTickets } from "./answers/saving-answers";
import type { ShownTrace } from "./answers/shown-trace";
import { buildCatalog } from "./page/catalog";
import { openedTrace } from "./page/opened-trace";
import { parsePageMessage } from "./page/page-message";
import { PageView } from "./page/page-view";
import { mostShownRuns } from "./page/plan-schemas";
import { TraceSettings } from "./page/trace-settings";
import { keptView } from "./page/view-state";
import { PageSimulations, type SimulationEnd } from "./results/page-simulations";
import type { ShownResults } from "./results/shown-results";
import { simulatedSource } from "./results/simulated-source";
import { StoredPlace } from "./results/stored-place";
import type { ReadableResults } from "./results/stored-source";
import type { InspectorServices } from "./inspector-services";
import type { SessionPlace } from "./session-place";
import { SecondPlace } from "./trace/second-place";
import type { TraceDocument } from "./trace/trace-document";

/** One inspector page with the trace it shows: answers the page's requests, tells it the news. */
export class InspectorSession implements ShownTrace, vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #settings: TraceSettings;
  readonly #page: PageSession<PageMessage, HostEvent, AnswerPart["part"]>;
  readonly #view: PageView;
  readonly #simulations: PageSimulations;
  readonly #stored = new StoredPlace();
  readonly #second: SecondPlace;
  readonly #images: ImageTickets = new Tickets();
  readonly #announcing = new Latest();
  readonly #closed = new vscode.EventEmitter<void>();
  readonly #listeners: readonly vscode.Disposable[];
  readonly onDidClose = this.#closed.event;

  constructor(
    readonly document: TraceDocument,
    panel: vscode.WebviewPanel,
    { pool, memory, log, extensionId, keys }: InspectorServices,
    place?: SessionPlace,
  ) {
    const { uri } = document;
    const open = () => document.need();
    const tell = (event: HostEvent) => this.tell(event);
    this.#panel = panel;
    const settings = (this.#settings = new TraceSettings(uri));
    const view = (this.#view = new PageView(place?.view ?? keptView(memory, uri)));
    const second = (this.#second = new SecondPlace(uri, pool, tell));
    const simulated = simulatedSource(pool);
    const simulations = (this.#simulations = new PageSimulations({
      open,
      tell,
      settings: () => settings.read(),
      sources: () =>
        [this.#stored.source, place?.source, simulated].filter((source) => source !== undefined),
    }));
    const context = {
      ...{ document, open, tell, pool, uri, extensionId, view, second, simulations },
      settings: () => settings.read(),
      describe: () => this.#describe(),
      shown: this,
      images: this.#images,
      takeKeys: keys.of(this.onDidClose),
    };
    this.#page = new PageSession(
      { panel, log, isOpen: place?.isOpen ?? false },
      {
        page: "The inspector's page",
        version: protocolVersion,
        parse: parsePageMessage,
        answer: (message, asked) => answerInspector(context, message, asked),
        opensDialog: (message) => opensDialog(message, this.#images),
        onReload: () => this.#forgetAsked(),
      },
    );
    this.#listeners = [
      document.onDidBeginReading(() => this.#page.tellOpen({ kind: "reloading" })),
      document.onDidChange(() => void this.announce()),
      panel.onDidDispose(() => this.dispose()),
    ];
  }

  /** Lets go of the page: it is closed, or about to show another trace. */
  dispose(): void {
    this.#page.dispose();
    this.#announcing.cancel();
    this.#simulations.cancel();
    this.#images.giveUp(null);
    this.#closed.fire();
    const parts = [this.#stored, this.#second, this.#simulations, this.#view, this.#closed];
    for (const disposable of [...this.#listeners, ...parts]) disposable.dispose();
  }

  get uri(): vscode.Uri {
    return this.document.uri;
  }

  get name(): string {
    return basename(this.uri.path);
  }

  /** @throws whatever keeps the trace from being read */
  get header(): TraceHeader {
    return this.document.need().trace.header;
  }

  get results(): ShownResults | undefined {
    return this.#simulations.results;
  }

  get view(): ViewState | undefined {
    return this.#view.current;
  }

  /** The page shows something else; see `view`. */
  get onDidChangeView(): vscode.Event<void> {
    return this.#view.onDidChange;
  }

  /** No simulation of this page runs any more: it is complete, failed or was cancelled. */
  get onDidSimulate(): vscode.Event<void> {
    return this.#simulations.onDidEnd;
  }

  /** Share of the running simulation that is done, 0 .. 1. */
  get onDidProgress(): vscode.Event<number> {
    return this.#simulations.onDidProgress;
  }

  /** The view, or the one that the page will open with. @throws whatever keeps it from opening */
  get expectedView(): ViewState {
    return this.#view.expected(this.header);
  }

  /**
   * Lets the page show something else.
   * @param follows the page does as another one did, which is not to be reported as its user's wish
   */
  setView(change: Partial<ViewState>, follows = false): void {
    this.tell({ kind: "setView", change, follows });
  }

  /**
   * Lets the page simulate, and resolves with how that simulation ended.
   * @param runs in place of those that the page shows
   * @param onProgress takes the share of the work that is done, 0 .. 1
   */
  simulate(
    runs: readonly RunConfiguration[] | null,
    onProgress?: (done: number) => void,
  ): Promise<SimulationEnd> {
    return this.#simulations.ask(runs, onProgress);
  }

  /**
   * Saves a picture of the shown view, at `target` or where the user says, and resolves with its
   * path, or null where they decline or the page is closed.
   * @throws InputError where the page cannot draw it or the file cannot be written
   */
  async drawImage(format: ImageFormat, target?: vscode.Uri): Promise<string | null> {
    this.document.need();
    return this.#images.ask(target, (ticket) => {
      this.tell({ kind: "drawImage", format, ticket });
    });
  }

  /** Tells the page news, once it is open. */
  tell(event: HostEvent): void {
    this.#page.tell(event);
  }

  /** Brings the page to the front. */
  reveal(): void {
    this.#panel.reveal();
  }

  /** Ends every simulation of this page; what was computed stays. */
  cancel(): void {
    this.#simulations.cancel();
    this.#second.cancel();
  }

  /**
   * Compares runs of this trace whose results are there already, instead of what the page shows.
   * Resolves when the page has them, or is closed.
   * @param name what the user knows the results by
   * @param results closed once the page shows others, or is closed
   */
  async showResults(name: string, results: ReadableResults): Promise<void> {
    const { scope, runs, devices } = results.plan;
    const brings = this.#settings.bring(devices);
    const known = await this.#stored.take(results, async () => {
      const told = brings ? { catalog: buildCatalog(await this.#settings.readOrWarn()) } : {};
      return { file: this.document.need().file, told };
    });
    const plan = { scope, runs: runs.slice(0, mostShownRuns) };
    if (known) await this.#simulations.show({ name, plan, ...known.told });
  }

  /** Offers another trace beside this one, or in place of the one before. @throws if it stays shut */
  async compareWith(uri: vscode.Uri): Promise<void> {
    await this.#second.open(uri);
  }

  /** Tells the page of its trace as it now is. */
  async announce(): Promise<void> {
    this.#page.abort();
    this.cancel();
    const outcome = await this.#announcing.ask(() => this.#describe());
    // A page that is not open yet asks for the trace by itself.
    const tell = (event: HostEvent) => this.#page.tellOpen(event);
    if (outcome.kind === "complete") tell({ kind: "reloaded", trace: outcome.answer });
    if (outcome.kind === "failed") tell({ kind: "broken", message: messageOf(outcome.error) });
  }

  #describe(): Promise<OpenedTrace> {
    return openedTrace(this.document, this.#view, this.#settings);
  }

  /** A page that is loaded anew does not know what it was asked for. */
  #forgetAsked(): void {
    this.#simulations.giveUp();
    this.#images.giveUp(null);
    this.#second.offer();
  }
}
