import { protocolVersion, type HostEvent, type OpenedTrace } from "../src/shared/protocol";
import { keepPrevious } from "./compare/keep-previous";
import { Connection } from "./connection";
import { element } from "./dom/element";
import type { EditorApi } from "./editor-api";
import { showInspector } from "./inspector";
import { keepView } from "./keep-view";
import { setSign, showSigns } from "./page-signs";
import { Simulation } from "./simulation";
import { changeView, type PageState, type PageStore } from "./state";
import { Store } from "./store";
import { fitViewState } from "./view-state";

/** The page while a trace is shown. */
interface Shown {
  readonly store: PageStore;
  readonly simulation: Simulation;
}

/** Connects the editor, the state and what is on screen. */
export class Page {
  readonly #connection: Connection;
  #shown: Shown | undefined;
  /** Commands that came before the trace was open. */
  #early: HostEvent[] = [];

  constructor(
    private readonly api: EditorApi,
    private readonly place: Element,
  ) {
    this.#connection = new Connection(
      (message) => api.postMessage(message),
      (event) => this.#receive(event),
    );
    window.addEventListener("message", ({ data }) => this.#connection.receive(data));
  }

  /** Asks for the trace and shows it, or why it cannot be shown. */
  async open(): Promise<void> {
    this.#say("Opening the trace", "status");
    try {
      const request = this.#connection.request("open", { version: protocolVersion });
      this.#show(await request.reply);
    } catch (error) {
      setSign("failed");
      const reason = error instanceof Error ? error.message : String(error);
      this.#say("This trace cannot be shown", "alert", reason, "It opens by itself once it can.");
    }
  }

  /** Fills the page with words, while or because there is no trace. */
  #say(title: string, role: "status" | "alert", ...paragraphs: readonly string[]): void {
    this.place.replaceChildren(
      element(
        "div",
        { id: "opening", class: "opening", role },
        element("h1", {}, title),
        ...paragraphs.map((text) => element("p", {}, text)),
      ),
    );
  }

  #show(trace: OpenedTrace): void {
    const store: PageStore = new Store<PageState>(
      {
        trace,
        view: fitted(trace, this.api.getState()),
        simulation: { phase: "idle", progress: 0, results: undefined },
        previous: undefined,
        message: undefined,
      },
      (work) => void requestAnimationFrame(work),
    );
    const simulation = new Simulation(this.#connection, store);
    keepPrevious(store);
    this.#shown = { store, simulation };
    showInspector(this.place, store, this.#connection, {
      run: () => void simulation.run(),
      cancel: () => simulation.cancel(),
      exportCsv: () => void this.#export(store),
    });
    showSigns(store);
    keepView(store, this.api, this.#connection);
    const early = this.#early;
    this.#early = [];
    for (const event of early) this.#receive(event);
    if (store.state.simulation.phase === "idle") void simulation.run();
    store.watch(
      ({ view }) => [view.layer, view.runs],
      () => simulation.follow(),
    );
  }

  #receive(event: HostEvent): void {
    if (!this.#shown) {
      if (event.kind === "reloaded") this.#show(event.trace);
      else this.#early.push(event);
      return;
    }
    const { store, simulation } = this.#shown;
    switch (event.kind) {
      case "progress":
      case "result":
        simulation.receive(event);
        break;
      case "show":
        changeView(store, { view: event.view });
        break;
      case "run":
        if (event.runs && event.runs.length > 0) {
          changeView(store, { runs: event.runs, shownRun: 0 });
        }
        void simulation.run();
        break;
      case "reloaded":
        store.update({
          trace: event.trace,
          view: fitted(event.trace, store.state.view),
        });
        void simulation.run();
        break;
      case "broken":
        store.update({ message: { kind: "error", text: event.message } });
        break;
    }
  }

  async #export(store: PageStore): Promise<void> {
    try {
      const { path } = await this.#connection.request("export", { format: "csv" }).reply;
      if (path === null) return;
      store.update({ message: { kind: "information", text: `Results saved to ${path}` } });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      store.update({ message: { kind: "error", text } });
    }
  }
}

function fitted(trace: OpenedTrace, kept: Parameters<typeof fitViewState>[0] | undefined) {
  return fitViewState(kept ?? {}, trace.viewState, trace.header, trace.catalog);
}
