import { basename } from "node:path";
import * as vscode from "vscode";
import { InputError, messageOf } from "../../core/errors";
import type { SimulationPlan } from "../../core/simulation/configuration";
import { checkPlan } from "../../core/simulation/plan";
import { SimulationCancelled, type SimulationPool } from "../../core/simulation/pool";
import type { QuestionKind, Questions } from "../../core/simulation/questions";
import type { HeadResult } from "../../core/simulation/result";
import {
  protocolVersion,
  type Answer,
  type BankTokens,
  type HostEvent,
  type OpenedTrace,
  type PageMessage,
  type Requests,
} from "../../shared/protocol";
import { buildCatalog } from "./catalog";
import { parsePageMessage } from "./page-message";
import { saveResults } from "./save-results";
import type { TraceDocument } from "./trace-document";
import {
  noUserSettings,
  readUserSettings,
  withUserSettings,
  type UserSettings,
} from "./user-settings";
import type { ViewStateMemory } from "./view-state";

/** What sessions share. */
export interface InspectorServices {
  readonly pool: SimulationPool;
  readonly memory: ViewStateMemory;
  readonly log: vscode.LogOutputChannel;
}

/** The results of the simulation that a page shows. */
export interface ShownResults {
  readonly plan: SimulationPlan;
  readonly heads: readonly HeadResult[];
  readonly complete: boolean;
}

/** One inspector page with the trace it shows: answers the page's requests, tells it the news. */
export class InspectorSession {
  readonly #panel: vscode.WebviewPanel;
  readonly #services: InspectorServices;
  readonly #running = new Map<number, AbortController>();
  readonly #asking = new Map<number, AbortController>();
  readonly #simulated = new vscode.EventEmitter<void>();
  readonly #progressed = new vscode.EventEmitter<number>();
  readonly #closed = new vscode.EventEmitter<void>();
  /** No simulation of this page runs any more: it is complete, failed or was cancelled. */
  readonly onDidSimulate = this.#simulated.event;
  /** Share of the running simulation that is done, 0 .. 1. */
  readonly onDidProgress = this.#progressed.event;
  readonly onDidClose = this.#closed.event;
  #results: ShownResults | undefined;

  constructor(
    readonly document: TraceDocument,
    panel: vscode.WebviewPanel,
    services: InspectorServices,
  ) {
    this.#panel = panel;
    this.#services = services;
    const listeners = [
      panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)),
      document.onDidChange(() => void this.#follow()),
    ];
    panel.onDidDispose(() => {
      this.cancel();
      this.#forgetQuestions();
      this.#closed.fire();
      const emitters = [this.#simulated, this.#progressed, this.#closed];
      for (const disposable of [...listeners, ...emitters]) disposable.dispose();
    });
  }

  get results(): ShownResults | undefined {
    return this.#results;
  }

  /** Sends an event to the page. */
  tell(event: HostEvent): void {
    void this.#panel.webview.postMessage(event);
  }

  /** Brings the page to the front. */
  reveal(): void {
    this.#panel.reveal();
  }

  /** Ends every simulation of this page; what was computed stays. */
  cancel(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  async #receive(raw: unknown): Promise<void> {
    const message = parsePageMessage(raw);
    if (!message) {
      this.#services.log.warn("The page sent something that is not a message of the protocol.");
      return;
    }
    const answer = await this.#answer(message);
    await this.#panel.webview.postMessage(answer);
  }

  async #answer(message: PageMessage): Promise<Answer> {
    const { id } = message;
    try {
      return { kind: "reply", id, value: await this.#handle(message) };
    } catch (error) {
      const cancelled = error instanceof SimulationCancelled;
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
        return this.#describe();
      case "simulate":
        return this.#simulate(message.id, message.plan);
      case "cancel":
        (this.#running.get(message.target) ?? this.#asking.get(message.target))?.abort();
        return null;
      case "saveView":
        await this.#services.memory.keep(this.document.uri, message.viewState);
        return null;
      case "bankTokens":
        return this.#askBank(message.id, message.plan, message.bank);
      case "export":
        return { path: await saveResults(this) };
    }
  }

  #open() {
    const { state } = this.document;
    if (state.kind === "broken") throw state.error;
    return state;
  }

  async #describe(): Promise<OpenedTrace> {
    const { trace, file } = this.#open();
    const { uri } = this.document;
    return {
      name: basename(uri.path),
      fileSize: file.size,
      header: trace.header,
      catalog: buildCatalog(await this.#settings()),
      viewState: this.#services.memory.restore(uri, trace.header),
    };
  }

  /** The user's settings; where they are wrong the trace is shown without them. */
  async #settings(): Promise<UserSettings> {
    try {
      return await readUserSettings(this.document.uri);
    } catch (error) {
      void vscode.window.showWarningMessage(messageOf(error));
      return noUserSettings;
    }
  }

  async #simulate(id: number, shown: SimulationPlan): Promise<{ milliseconds: number }> {
    this.cancel();
    const controller = new AbortController();
    this.#running.set(id, controller);
    const started = performance.now();
    try {
      const { trace, location } = this.#open();
      const plan = withUserSettings(shown, await readUserSettings(this.document.uri));
      checkPlan(trace.header, plan);
      const results = { plan, heads: [] as HeadResult[], complete: false };
      this.#results = results;
      const listener = {
        onProgress: (done: number) => {
          this.tell({ kind: "progress", id, done });
          this.#progressed.fire(done);
        },
        onResults: (heads: readonly HeadResult[]) => {
          results.heads.push(...heads);
          this.tell({ kind: "result", id, results: heads });
        },
      };
      const { pool } = this.#services;
      await pool.run(location, trace.header, plan, listener, controller.signal);
      results.complete = true;
      return { milliseconds: performance.now() - started };
    } finally {
      this.#running.delete(id);
      // A simulation that a newer one replaced is not news.
      if (this.#running.size === 0) this.#simulated.fire();
    }
  }

  /** Asks the pool on behalf of a request, until the page gives the request up. */
  async #ask<Kind extends QuestionKind>(
    id: number,
    about: Kind,
    question: Questions[Kind]["question"],
  ): Promise<Questions[Kind]["answer"]> {
    const controller = new AbortController();
    this.#asking.set(id, controller);
    try {
      const { location } = this.#open();
      return await this.#services.pool.ask(location, about, question, controller.signal);
    } finally {
      this.#asking.delete(id);
    }
  }

  #forgetQuestions(): void {
    for (const controller of this.#asking.values()) controller.abort();
  }

  async #askBank(id: number, shown: SimulationPlan, bank: number): Promise<readonly BankTokens[]> {
    const plan = withUserSettings(shown, await readUserSettings(this.document.uri));
    checkPlan(this.#open().trace.header, plan);
    return this.#ask(id, "bankTokens", { plan, bank });
  }

  async #follow(): Promise<void> {
    this.cancel();
    this.#forgetQuestions();
    const { state } = this.document;
    this.tell(
      state.kind === "open"
        ? { kind: "reloaded", trace: await this.#describe() }
        : { kind: "broken", message: state.error.message },
    );
  }
}
