import {
  protocolVersion,
  type HostEvent,
  type OpenedTrace,
  type Requests,
  type ViewName,
  type ViewState,
} from "../../src/shared/protocol";
import { keepPrevious } from "../state/view/keep-previous";
import { keepSweeping } from "../state/further/budget-sweep";
import { keepSurveying } from "../state/further/layer-survey";
import { FurtherRuns } from "../state/further/further-runs";
import { SecondSimulation } from "../state/results/second-simulation";
import type { Connection } from "../state/connection";
import { Details } from "../state/details/details";
import type { EditorApi } from "../state/editor-api";
import { rasterise } from "../parts/export/rasterise";
import { Exporter } from "../state/exporter";
import { copyPng } from "../parts/export/copy-png";
import { showInspector, type InspectorPage } from "./inspector";
import { apply, ViewKeeper } from "../state/view/keep-view";
import { openAtTellingStep } from "../state/opening/telling-step";
import { PageShell } from "../state/page-shell";
import { showSigns } from "../state/page-signs";
import { Simulation } from "../state/results/simulation";
import {
  changeView,
  noDetails,
  noSimulation,
  type PageState,
  type PageStore,
} from "../state/page-state";
import { Store } from "../state/store";
import { UndoOffer } from "../state/view/undo-offer";
import { ViewHistory } from "../state/view/view-history";
import { fittedView, ownParts } from "../state/view/fitted-view";
import { Reload } from "../state/reload/reload";
import { showKnown } from "../state/results/show-known";
import { changedCells } from "./runs/changed-cells";

/** The page while a trace is shown. */
interface Shown {
  readonly store: PageStore;
  readonly simulation: Simulation;
  readonly keeper: ViewKeeper;
  readonly offer: UndoOffer;
  readonly exporter: Exporter;
  readonly act: InspectorPage["act"];
  readonly second: SecondSimulation;
  readonly further: FurtherRuns;
  readonly reload: Reload;
}

/** Connects the editor, the state and what is on screen. */
export class Page {
  readonly #shell: PageShell<Requests, HostEvent, ViewState>;
  #shown: Shown | undefined;
  /** Commands that came before the trace was open. */
  #early: HostEvent[] = [];

  constructor(
    private readonly api: EditorApi,
    private readonly place: Element,
  ) {
    this.#shell = new PageShell(api, place, (event) => this.#receive(event));
  }

  get #connection(): Connection {
    return this.#shell.connection;
  }

  /** Asks for the trace and shows it, or why it cannot be shown. */
  async open(): Promise<void> {
    const texts = {
      opening: "Opening the trace",
      failed: "This trace cannot be shown",
      advice: "It opens by itself once it can.",
    };
    const { reply } = this.#connection.request("open", { version: protocolVersion });
    await this.#shell.open(texts, reply, (trace) => this.#show(trace));
  }

  #show(trace: OpenedTrace): void {
    const store: PageStore = new Store<PageState>(
      {
        trace,
        view: fittedView(trace, ownParts(trace, this.api.getState())),
        simulation: noSimulation,
        previous: undefined,
        second: undefined,
        message: undefined,
        ...noDetails,
      },
      (work) => void requestAnimationFrame(work),
    );
    const simulation = new Simulation(this.#connection, store);
    const second = new SecondSimulation(this.#connection, store);
    const further = new FurtherRuns(this.#connection, store);
    keepSweeping(store, further);
    keepSurveying(store, further);
    keepPrevious(store);
    const details = new Details(this.#connection, store);
    const actions = {
      run: () => void simulation.run(),
      cancel: () => simulation.cancel(),
      exporter: () => exporter,
      copyPicture: () => void exporter.copyImage(),
      undo: () => history?.undo(),
      redo: () => history?.redo(),
      showBeside: (view: ViewName) => {
        this.#connection.request("showBeside", { view }).reply.catch(() => undefined);
      },
    };
    const needs = {
      store,
      connection: this.#connection,
      words: () => details.words,
      closeSecond: () => second.close(),
    };
    const { drawings, act } = showInspector(this.place, needs, actions);
    const exporter: Exporter = new Exporter(this.#connection, store, drawings, rasterise, copyPng);
    showSigns(store);
    const offer = new UndoOffer(store);
    // A panel shows what its editor has chosen.
    const history = trace.panel
      ? undefined
      : new ViewHistory(
          store,
          (view) => fittedView(store.state.trace, view),
          (change) => offer.consider(change),
        );
    if (this.api.getState() === undefined) openAtTellingStep(store);
    const keeper = new ViewKeeper(store, this.api, this.#connection);
    const reload = new Reload(store, simulation, changedCells);
    this.#shown = { store, simulation, second, further, reload, keeper, offer, exporter, act };
    const early = this.#early;
    this.#early = [];
    for (const event of early) this.#receive(event);
    if (store.state.simulation.phase === "idle") void simulation.run();
    store.watch(
      ({ view }) => [view.layer, view.runs, view.kvHead, view.step],
      () => simulation.follow(),
    );
  }

  #receive(event: HostEvent): void {
    if (!this.#shown) {
      if (event.kind === "reloaded") this.#show(event.trace);
      else this.#early.push(event);
      return;
    }
    const { store, simulation, second, further, reload, keeper, offer, exporter, act } =
      this.#shown;
    switch (event.kind) {
      case "progress":
      case "refused":
      case "result":
        simulation.receive(event);
        second.receive(event);
        further.receive(event);
        break;
      case "show":
        changeView(store, { view: event.view });
        break;
      case "act":
        act(event.action);
        break;
      case "run":
        if (event.runs && event.runs.length > 0) {
          changeView(store, { runs: event.runs, shownRun: 0 });
        }
        void simulation.run(event.ticket);
        break;
      case "reloading":
        reload.begin();
        break;
      case "reloaded":
        void reload.take(event.trace);
        if (event.trace.panel) keeper.accept();
        break;
      case "drawImage":
        void exporter.image(event.format, event.ticket);
        break;
      case "setView": {
        const change = { ...store.state.view, ...event.change };
        const view = fittedView(store.state.trace, change);
        if (event.follows) keeper.follow(view);
        else apply(store, view);
        break;
      }
      case "showResults":
        void showKnown(store, simulation, event, offer);
        break;
      case "second":
        second.offer(event.trace);
        break;
      case "broken":
        reload.fail(event.message);
        break;
    }
  }
}
