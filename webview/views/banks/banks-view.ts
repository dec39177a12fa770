import type { ViewState } from "../../../src/shared/protocol";
import { element, setText } from "../../parts/dom/element";
import type { Drawing } from "../../parts/export/drawing";
import { makeDropdown } from "../../parts/controls/dropdown";
import { labelled } from "../../parts/dom/labelled";
import { nameRuns } from "../../../src/shared/run-names";
import { makePlainButton } from "../../parts/controls/plain-button";
import type { HeatMap } from "../../parts/heat-map/heat-map";
import type { KeyAction } from "../../parts/heat-map/heat-map-keys";
import { makeHeatMapTools } from "../../parts/heat-map/heat-map-tools";
import type { Cell } from "../../parts/heat-map/matrix";
import { emptyStateText } from "../../state/empty-state";
import { changeHeatMap, changeView, type PageState, type PageStore } from "../../state/page-state";
import { withPointed } from "../../state/pointed";
import { BanksFoot } from "./banks-foot";
import { drawBanks } from "./banks-drawing";
import { BanksTable } from "./banks-table";
import { makeBankControls } from "./bank-controls";
import { makeBankSettings } from "./bank-settings";
import { isCramped } from "./multiples/fit-multiples";
import { Multiples } from "./multiples/multiples";
import { pickCell } from "./pick-cell";
import { ScaleEnds } from "./scale-ends";
import { BankPictures, type ShownBanks } from "./shown-banks";

/** Where work and waste are: a heat map of the banks of each run, all on one scale. */
export class BanksView {
  readonly #pictures = new BankPictures();
  readonly #multiples: Multiples;
  readonly #foot: BanksFoot;
  readonly #ends: ScaleEnds;
  readonly #runs;
  readonly #runField: HTMLElement;
  readonly #empty = element("p", { class: "empty", "data-test": "banks-empty" });
  readonly #table = new BanksTable();
  readonly #asTable;
  #isTable = false;
  #isCramped = false;
  #shown: readonly ShownBanks[] = [];
  readonly element: HTMLElement;
  readonly controls: HTMLElement;
  readonly settings: HTMLElement;
  readonly help = [
    "One heat map per run that is not hidden, all on one scale. What query heads and KV heads read in a channel adds up.",
    "Lines: a channel that holds no KV head of the layer. Dots: not computed yet.",
    "The wheel, + and − zoom, 0 shows all, dragging pans; Shift and dragging marks a range.",
    "A click or Enter picks a bank and the run; N and P go to the next and the previous hot bank; C copies the marked cells, or those in view.",
  ];

  constructor(private readonly store: PageStore) {
    this.#multiples = new Multiples({
      onPick: (run, cell) => this.#pick(run, cell),
      onWork: (shownRun) => changeView(store, { shownRun }),
      onViewport: (viewport) => changeHeatMap(store, { viewport }),
      onRange: (run, range) => {
        changeHeatMap(store, { range });
        if (range) changeView(store, { shownRun: run });
      },
      onNotice: (text) => store.update({ message: { kind: "information", text } }),
    });
    this.#foot = new BanksFoot(store);
    this.#ends = new ScaleEnds(store);
    this.#runs = makeDropdown("banks-run", (run) => changeView(store, { shownRun: Number(run) }));
    this.#runField = labelled("Run", this.#runs.element);
    const tools = { act: (action: KeyAction) => this.#mapInFront()?.act(action) };
    this.#asTable = makePlainButton(
      { id: "heat-map-show-table", class: "text-button toggle" },
      () => this.#showAsTable(!this.#isTable),
      "Show as table",
    );
    this.controls = makeBankControls(store, this.#runField);
    this.settings = makeBankSettings(
      store,
      this.#ends.element,
      makeHeatMapTools("heat-map", tools),
      this.#asTable.element,
    );
    this.element = element(
      "section",
      { class: "view banks" },
      this.#empty,
      this.#multiples.element,
      this.#table.element,
      this.#foot.element,
    );
    new ResizeObserver(() => {
      if (this.#isCrampedNow(store.state) !== this.#isCramped) this.#show(store.state);
    }).observe(this.element);
    store.watch(
      // Neither the progress nor what is in view: both change more often than what is shown here.
      ({ trace, view, simulation, previous, second, pointed, selection }) => [
        ...[trace, simulation.results, simulation.phase, view.view, view.layer, view.kvHead],
        ...[
          view.queryHead,
          view.step,
          view.shownRun,
          view.runs,
          view.runStyles,
          view.picked,
          pointed,
          selection.shown,
        ],
        ...shownParts(view),
        ...(view.heatMap.difference ? [view.compare.baseline, previous, second] : []),
      ],
      () => this.#show(withPointed(store.state)),
    );
    store.watch(
      ({ view }) => [view.heatMap.viewport, view.heatMap.range],
      () => this.#showPlace(store.state),
    );
  }

  /** The heat maps as they are shown, for export. */
  drawings(): Drawing[] {
    const { state } = this.store;
    const inView = this.#shown.flatMap((shown) => {
      const picture = this.#multiples.mapOf(shown.run)?.inView;
      return picture ? [{ ...shown, picture }] : [];
    });
    return inView.length > 0 ? [drawBanks(state, inView)] : [];
  }

  #show(state: PageState): void {
    const { trace, view, simulation } = state;
    if (view.view !== "banks") return;
    this.#isCramped = this.#isCrampedNow(state);
    const visible = shownRuns(view);
    const runs = this.#isCramped && visible.length > 1 ? [view.shownRun] : visible;
    this.#shown = this.#pictures.show(state, runs, visible.length === 1);
    const empty =
      runs.length === 0 ? allHidden : emptyStateText(simulation, trace.header.decodeSteps);
    const isEmpty = this.#shown.length === 0;
    setText(this.#empty, isEmpty ? (empty ?? "") : "");
    this.#empty.hidden = !isEmpty;
    this.#showRuns(state, visible);
    this.#multiples.element.hidden = isEmpty || this.#isTable;
    this.#foot.element.hidden = isEmpty;
    if (isEmpty) return;
    const headings = this.#shown.map(({ run }) => ({
      colour: view.runStyles[run].colour,
      isWorkedOn: run === view.shownRun,
    }));
    this.#multiples.show(this.#shown, headings);
    const { worked } = this.#multiples;
    if (worked) this.#ends.show(worked.picture.scale);
    this.#showPlace(state);
    if (worked && this.#isTable) this.#table.show(state, worked);
  }

  /** What to choose the run by where one is shown at a time. */
  #showRuns({ trace, view }: PageState, visible: readonly number[]): void {
    this.#runField.hidden = !this.#isCramped || visible.length < 2;
    if (this.#runField.hidden) return;
    const names = nameRuns(view.runs, trace.catalog);
    const choices = visible.map((run) => ({ value: `${run}`, label: names[run] }));
    this.#runs.show(choices, `${view.shownRun}`);
  }

  #isCrampedNow({ view }: PageState): boolean {
    const { clientWidth, clientHeight } = this.element;
    return isCramped(shownRuns(view).length, clientWidth, clientHeight);
  }

  /** What is in view and what is marked. */
  #showPlace(state: PageState): void {
    const { viewport, range } = state.view.heatMap;
    this.#multiples.showPlace(viewport, range);
    this.#foot.show(state, this.#shown, this.#multiples.worked);
  }

  #showAsTable(isTable: boolean): void {
    this.#isTable = isTable;
    this.#asTable.element.setAttribute("aria-pressed", String(isTable));
    this.#table.element.hidden = !isTable;
    this.#show(this.store.state);
  }

  #mapInFront(): HeatMap | undefined {
    const { worked } = this.#multiples;
    return worked && this.#multiples.mapOf(worked.run);
  }

  #pick(run: number, cell: Cell): void {
    const shown = this.#shown.find((one) => one.run === run);
    if (shown) pickCell(this.store, shown, cell);
  }
}

/** Runs that are not hidden, by their indices. */
function shownRuns({ runs, runStyles }: ViewState): number[] {
  return [...runs.keys()].filter((run) => !runStyles[run].hidden);
}

/** What of the heat maps' state decides what is drawn, wherever it is looked at. */
function shownParts({ heatMap }: ViewState) {
  const { axis, metric, difference, idleChannels, scale, colours, aggregation, low, high } =
    heatMap;
  return [axis, metric, difference, idleChannels, scale, colours, aggregation, low, high];
}

const allHidden = "All runs are hidden. Show one by its colour in the table of runs.";
