import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError, messageOf } from "../../core/errors";
import type { SimulationPlan } from "../../core/simulation/run/configuration";
import type { KnownResults } from "../../core/simulation/run/known-results";
import { Cancelled } from "../../core/cancelled";
import type { SimulationPool } from "../../core/simulation/threads/pool";
import {
  protocolVersion,
  type Answer,
  type AnswerPart,
  type HostEvent,
  type ImageFormat,
  type OpenedTrace,
  type PageMessage,
  type Requests,
  type ViewState,
} from "../../shared/protocol";
import { buildCatalog } from "./page/catalog";
import { copiedText } from "./answers/copied-text";
import { describedHeader } from "./trace/described-header";
import { ImageRequests } from "./answers/image-requests";
import { mostShownRuns, parsePageMessage } from "./page/page-message";
import { PageQuestions } from "./answers/page-questions";
import { PageSimulations, tellResults, type ShownResults } from "./answers/page-simulations";
import type { PanelRole } from "./panels/panel-role";
import { ResultsOffer } from "./panels/results-offer";
import { saveImage } from "./answers/save-image";
import { saveResults } from "./answers/save-results";
import { SecondTrace } from "./trace/second-trace";
import { readTokenNames } from "./trace/token-names";
import type { TraceDocument } from "./trace/trace-document";
import {
  noUserSettings,
  readUserSettings,
  withDevices,
  type UserSettings,
} from "./page/user-settings";
import type { ViewStateMemory } from "./page/view-state";

/** What sessions share. */
export interface InspectorServices {
  readonly pool: SimulationPool;
  readonly memory: ViewStateMemory;
  readonly log: vscode.LogOutputChannel;
  /** Identifier of this extension, publisher and name. */
  readonly extensionId: string;
}

/** One inspector page with the trace it shows: answers the page's requests, tells it the news. */
export class InspectorSession {
  readonly #panel: vscode.WebviewPanel;
  readonly #services: InspectorServices;
  readonly #simulations: PageSimulations;
  readonly #questions: PageQuestions;
  readonly #viewed = new vscode.EventEmitter<void>();
  readonly #closed = new vscode.EventEmitter<void>();
  readonly #images = new ImageRequests();
  readonly #listeners: readonly vscode.Disposable[];
  /** The page shows something else; see `view`. */
  readonly onDidChangeView = this.#viewed.event;
  readonly onDidClose = this.#closed.event;
  #view: ViewState | undefined;
  #disposed = false;
  #second: SecondTrace | undefined;
  #offer: ResultsOffer | undefined;
  /** The page asked for its trace, so it takes news. */
  #isShown = false;

  constructor(
    readonly document: TraceDocument,
    panel: vscode.WebviewPanel,
    services: InspectorServices,
    private readonly role?: PanelRole,
  ) {
    this.#panel = panel;
    this.#services = services;
    this.#questions = new PageQuestions({
      pool: services.pool,
      uri: document.uri,
      open: () => {
        const { trace, location } = this.#open();
        return { header: trace.header, location };
      },
      settings: () => this.#readSettings(),
      tell: (part) => this.tell(part),
    });
    this.#simulations = new PageSimulations({
      pool: services.pool,
      role,
      open: () => this.#open(),
      offer: () => this.#offer,
      settings: () => this.#readSettings(),
      tell: (event) => this.tell(event),
    });
    this.#listeners = [
      panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)),
      document.onDidChange(() => void this.announce()),
      panel.onDidDispose(() => this.dispose()),
    ];
  }

  /** Lets go of the page: it is closed, or about to show another trace. */
  dispose(): void {
    this.#disposed = true;
    this.cancel();
    this.#questions.forget();
    this.#images.giveUp();
    this.#second?.dispose();
    this.#offer?.end();
    this.#closed.fire();
    const emitters = [this.#viewed, this.#closed];
    for (const disposable of [...this.#listeners, this.#simulations, ...emitters]) {
      disposable.dispose();
    }
  }

  /** Name of the trace's file. */
  get name(): string {
    return basename(this.document.uri.path);
  }

  get results(): ShownResults | undefined {
    return this.#simulations.results;
  }

  /** No simulation of this page runs any more: it is complete, failed or was cancelled. */
  get onDidSimulate(): vscode.Event<void> {
    return this.#simulations.onDidEnd;
  }

  /** Share of the running simulation that is done, 0 .. 1. */
  get onDidProgress(): vscode.Event<number> {
    return this.#simulations.onDidProgress;
  }

  /** What the page shows, as far as it has told; undefined before it has opened. */
  get view(): ViewState | undefined {
    return this.#view;
  }

  /** The view, or the one that the page will open with. @throws whatever keeps it from opening */
  get expectedView(): ViewState {
    const { header } = this.#open().trace;
    return this.#view ?? this.#services.memory.restore(this.document.uri, header);
  }

  /**
   * Lets the page show something else.
   * @param follows the page does as another one did, which is not to be reported as its user's wish
   */
  setView(change: Partial<ViewState>, follows = false): void {
    this.tell({ kind: "setView", change, follows });
  }

  /**
   * Saves a picture of the shown view, at `target` or where the user says, and resolves with its
   * path, or null where there is none in the end.
   */
  async drawImage(format: ImageFormat, target?: vscode.Uri): Promise<string | null> {
    this.#open();
    return this.#images.ask(target, (ticket) => {
      this.tell({ kind: "drawImage", format, ticket });
    });
  }

  /** Sends an event, or a piece of an answer, to the page. */
  tell(event: HostEvent | AnswerPart): void {
    if (!this.#disposed) void this.#panel.webview.postMessage(event);
  }

  /** Brings the page to the front. */
  reveal(): void {
    this.#panel.reveal();
  }

  /** Ends every simulation of this page; what was computed stays. */
  cancel(): void {
    this.#simulations.cancel();
    this.#second?.cancel();
  }

  /**
   * Compares runs of this trace whose results are there already, instead of what the page shows.
   * Resolves when the page has them, or is closed.
   */
  async showResults(results: KnownResults): Promise<void> {
    const { file } = this.#open();
    this.#offer?.end();
    const offer = new ResultsOffer(results, file);
    this.#offer = offer;
    if (this.#isShown) await this.#offerResults();
    await offer.ended;
  }

  async #offerResults(): Promise<void> {
    const offer = this.#offer;
    if (!offer || offer.isTold) return;
    offer.isTold = true;
    const { scope, runs, devices } = offer.results.plan;
    const plan = { scope, runs: runs.slice(0, mostShownRuns) };
    const brings = withDevices(noUserSettings, devices).devices.length > 0;
    const catalog = brings ? buildCatalog(await this.#settings()) : undefined;
    this.tell({ kind: "showResults", plan, ...(catalog && { catalog }) });
  }

  /**
   * Offers another trace beside this one, in place of one that was offered before.
   * @throws whatever keeps it from being opened
   */
  async compareWith(uri: vscode.Uri): Promise<void> {
    const second = await SecondTrace.open(uri, this.#services.pool, this.document.uri);
    this.#second?.dispose();
    this.#second = second;
    if (this.#disposed) second.dispose();
    second.onDidChange(() => this.#offerSecond());
    if (this.#isShown) this.#offerSecond();
  }

  #offerSecond(): void {
    if (!this.#second) return;
    try {
      this.tell({ kind: "second", trace: this.#second.describe() });
    } catch (error) {
      this.tell({ kind: "broken", message: messageOf(error) });
    }
  }

  async #receive(raw: unknown): Promise<void> {
    const message = parsePageMessage(raw);
    if (!message) {
      this.#services.log.warn("The page sent something that is not a message of the protocol.");
      return;
    }
    const answer = await this.#answer(message);
    // What a page asked for may come when it is closed.
    if (!this.#disposed) await this.#panel.webview.postMessage(answer);
  }

  async #answer(message: PageMessage): Promise<Answer> {
    const { id } = message;
    try {
      return { kind: "reply", id, value: await this.#handle(message) };
    } catch (error) {
      const cancelled = error instanceof Cancelled;
      if (!cancelled && !(error instanceof InputError)) this.#services.log.error(error as Error);
      return { kind: "failure", id, message: messageOf(error), cancelled };
    }
  }

  async #handle(message: PageMessage): Promise<Requests[PageMessage["kind"]]["reply"]> {
    switch (message.kind) {
      case "open":
        if (message.version !== protocolVersion) {
          throw new InputError("page", "is from another version; close the tab and open it again");
        }
        this.#isShown = true;
        this.#offerSecond();
        await this.#offerResults();
        return this.#describe();
      case "simulateSecond":
        return this.#simulateSecond(message.id, message.plan);
      case "closeSecond":
        this.#second?.dispose();
        this.#second = undefined;
        return null;
      case "simulate":
        this.#second?.cancel();
        return this.#simulations.run(message.id, message.plan);
      case "detail":
        return this.#questions.detail(message.id, message.detail);
      case "tokens":
        return readTokenNames(this.#open().trace, message.from, message.to);
      case "cancel":
        this.#simulations.cancel(message.target);
        this.#questions.cancel(message.target);
        this.#second?.cancel(message.target);
        return null;
      case "saveView":
        await this.#keepView(message.viewState);
        return null;
      case "bankTokens":
        return this.#questions.bank(message.id, message.plan, message.bank);
      case "timeline":
        return this.#questions.timeline(message.id, message.place);
      case "exportTimeline": {
        const { id, place, format } = message;
        return { path: await this.#questions.exportTimeline(id, place, format) };
      }
      case "export":
        return { path: await saveResults(this, message.format) };
      case "saveImage":
        return {
          path: await this.#images.settle(message.ticket, (target) => {
            return saveImage(this, message, target);
          }),
        };
      case "copy": {
        const text = copiedText(this, message.what, this.#services.extensionId);
        await vscode.env.clipboard.writeText(text);
        return null;
      }
    }
  }

  async #keepView(view: ViewState): Promise<void> {
    this.#view = view;
    this.#viewed.fire();
    if (this.role) this.role.pick(view);
    else await this.#services.memory.keep(this.document.uri, view);
  }

  #open() {
    const { state } = this.document;
    if (state.kind === "broken") throw state.error;
    return state;
  }

  async #describe(): Promise<OpenedTrace> {
    const { trace, file } = this.#open();
    const restored = this.#services.memory.restore(this.document.uri, trace.header);
    const panel = this.role?.view;
    this.#view = panel ? { ...restored, ...this.role.followed(), view: panel } : restored;
    return {
      name: this.name,
      fileSize: file.size,
      header: describedHeader(trace.header),
      catalog: buildCatalog(await this.#settings()),
      viewState: this.#view,
      ...(panel ? { panel } : {}),
    };
  }

  /** The user's settings; where they are wrong the trace is shown without them. */
  async #settings(): Promise<UserSettings> {
    try {
      return await this.#readSettings();
    } catch (error) {
      void vscode.window.showWarningMessage(messageOf(error));
      return noUserSettings;
    }
  }

  /** The user's settings, and the devices of the results that the page was offered. */
  async #readSettings(): Promise<UserSettings> {
    const settings = await readUserSettings(this.document.uri);
    return withDevices(settings, this.#offer?.results.plan.devices);
  }

  async #simulateSecond(
    id: number,
    plan: SimulationPlan,
  ): Promise<Requests["simulateSecond"]["reply"]> {
    if (!this.#second) throw new InputError("second trace", "is not open any more");
    return this.#second.simulate(id, plan, (results) => {
      tellResults(id, results, (event) => this.tell(event));
    });
  }

  /** Tells the page of its trace as it now is. */
  async announce(): Promise<void> {
    this.cancel();
    this.#questions.forget();
    const { state } = this.document;
    this.tell(
      state.kind === "open"
        ? { kind: "reloaded", trace: await this.#describe() }
        : { kind: "broken", message: state.error.message },
    );
  }
}
