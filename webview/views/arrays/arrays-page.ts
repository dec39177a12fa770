import {
  cimProtocolVersion,
  type CimEvent,
  type CimPageMessage,
  type CimRequests,
  type CimView,
  type OpenedCim,
} from "../../../src/shared/protocol/cim";
import { sameValue } from "../../../src/shared/same-value";
import type { EditorApi } from "../../state/editor-api";
import { PageShell } from "../../state/page-shell";
import { markPainted, setSign } from "../../state/page-signs";
import { Store } from "../../state/store";
import type { ArraysExporter } from "./arrays-exporter";
import { showArrays } from "./arrays-view";
import { PartLoader } from "./map/part-loader";
import type { ProjectionCard } from "./weights/projection-card";
import {
  changeView,
  reportError,
  shownStrategy,
  type ArraysConnection,
  type ArraysState,
} from "./state";
import { StudyRunner } from "./weights/study-runner";
import { tickCount } from "./player/turns";

/** Milliseconds without a further change before the host is told what is shown. */
const settleTime = 400;

/** Connects the editor, the state and what is on screen, for block-diagonal weights on arrays. */
export class ArraysPage {
  readonly #shell: PageShell<CimRequests, CimEvent, CimView>;
  #shown:
    | {
        readonly store: Store<ArraysState>;
        readonly projection: ProjectionCard;
        readonly exporter: ArraysExporter;
      }
    | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: EditorApi<CimPageMessage, CimView>,
    private readonly place: Element,
  ) {
    this.#shell = new PageShell(api, place, (event) => this.#receive(event));
  }

  get #connection(): ArraysConnection {
    return this.#shell.connection;
  }

  async open(): Promise<void> {
    const texts = { opening: "Opening the weights", failed: "These weights cannot be mapped" };
    const { reply } = this.#connection.request("open", { version: cimProtocolVersion });
    await this.#shell.open(texts, reply, (opened) => this.#show(opened));
  }

  #show({ catalog, view }: OpenedCim): void {
    const store = new Store<ArraysState>(
      {
        catalog,
        view,
        study: { phase: "idle", summary: undefined, configuration: view.configuration },
        arrays: undefined,
        array: undefined,
        turn: undefined,
        projection: {
          phase: "idle",
          progress: 0,
          tensor: "",
          transposed: false,
          result: undefined,
        },
        isPlaying: false,
        message: undefined,
      },
      (work) => void requestAnimationFrame(work),
    );
    const runner = new StudyRunner(this.#connection, store);
    // Before the views, so that they never show a place that the study does not have.
    store.watch(
      ({ study, view: { strategy } }) => [study.summary, strategy],
      () => keepInside(store),
    );
    const { projection, exporter } = showArrays(this.place, store, this.#connection, runner);
    new PartLoader(this.#connection, store);
    store.watch(
      ({ view: shown }) => shown,
      (shown) => this.#keep(shown),
    );
    store.watch(
      ({ study, arrays }) => [study.phase, arrays?.summary === study.summary],
      ([phase, hasArrays]) => {
        setSign(phase);
        markPainted(() => phase === "complete" && hasArrays);
      },
    );
    this.#shown = { store, projection, exporter };
  }

  /** Keeps the view in the page for hiding and reloading, and at the host for the next opening. */
  #keep(view: CimView): void {
    this.api.setState(view);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // A view that cannot be kept is no reason to disturb its user.
      this.#connection.request("saveView", { view }).reply.catch(() => undefined);
    }, settleTime);
  }

  #receive(event: CimEvent): void {
    if (!this.#shown) return;
    const { store, projection, exporter } = this.#shown;
    switch (event.kind) {
      case "progress":
        projection.receive(event.id, event.done);
        break;
      case "save":
        if (store.state.study.phase === "complete") void exporter.save(event.format);
        else reportError(store, new Error("mapping: there is none of these options yet"));
        break;
      case "setWeights":
        if (sameValue(event.weights, store.state.view.weights)) return;
        changeView(store, { weights: event.weights, array: null, tick: 0 });
        break;
    }
  }
}

/** Leaves an array or a step that the shown strategy does not have. */
function keepInside(store: Store<ArraysState>): void {
  const { state } = store;
  const shown = shownStrategy(state);
  if (!shown) return;
  const { array, tick } = state.view;
  const last = tickCount(shown) - 1;
  if (array !== null && array >= shown.arrays) changeView(store, { array: null });
  if (tick > last) changeView(store, { tick: Math.max(0, last) });
}
