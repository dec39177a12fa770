import type { HeatMapState } from "../../../src/shared/protocol";
import { pickedOf } from "../../../src/shared/picked";
import { element, setText } from "../../parts/dom/element";
import type { Drawing } from "../../parts/export/drawing";
import { drawHeatMap } from "../../parts/export/heat-map-drawing";
import { nameRuns } from "../../../src/shared/run-names";
import type { Cell, Matrix } from "../../parts/heat-map/matrix";
import { HeatMap } from "../../parts/heat-map/heat-map";
import { makeHeatMapTools } from "../../parts/heat-map/heat-map-tools";
import { RangeFigures } from "../../parts/heat-map/marking/range-figures";
import { themedTable } from "../../parts/colours/theme-colours";
import { emptyStateText } from "../../state/empty-state";
import {
  changeHeatMap,
  changeView,
  pick,
  type PageState,
  type PageStore,
} from "../../state/page-state";
import { makeTable } from "../../parts/tables/table";
import { groupSize } from "../../../src/shared/heads";
import type { StackShape } from "../../state/bank-address";
import { bankPlaceOf } from "./bank-cells";
import { BankDetails } from "./bank-details";
import { FigureList } from "../../parts/figures/figure-list";
import { FigureMeanings } from "../../parts/figures/figure-meanings";
import { headFigures } from "./head-figures";
import { makeHeatMapControls } from "./heat-map-controls";
import { loadTable } from "./load-table";
import { bankPicture } from "./pictures";
import { ScaleEnds } from "./scale-ends";
import { ShownLoads } from "./shown-loads";
import { stackFigures } from "./stack-figures";
import type { StackLoads } from "./stack-loads";

/** The load of every bank as a heat map, or as a table, with figures beside it. */
export class BanksView {
  readonly #heatMap: HeatMap;
  readonly #title = element("h2", { id: "heat-map-title" });
  readonly #empty = element("p", { class: "empty", "data-test": "banks-empty" });
  readonly #note = element("p", { class: "note" });
  readonly #table = element("div", { id: "heat-map-table" });
  readonly #asTable = element(
    "details",
    { class: "as-table" },
    element("summary", { id: "heat-map-show-table" }, "Show as table"),
    this.#table,
  );
  readonly #ends: ScaleEnds;
  readonly #rangeFigures = new RangeFigures();
  readonly #columns = element("div", { class: "banks-columns" });
  readonly #bank: BankDetails;
  readonly #ofHead = new FigureList();
  readonly #ofStack = new FigureList();
  readonly #meanings = new FigureMeanings();
  readonly #loads = new ShownLoads();
  #matrix: Matrix | undefined;
  /** Of the run that is shown. */
  #stack: StackShape | undefined;
  readonly element = element("section", { class: "view banks" });

  constructor(private readonly store: PageStore) {
    this.#bank = new BankDetails(store);
    this.#heatMap = new HeatMap("heat-map", {
      onPick: (cell) => this.#pick(cell),
      onViewport: (viewport) => changeHeatMap(store, { viewport }),
      onRange: (range) => changeHeatMap(store, { range }),
      onNotice: (text) => store.update({ message: { kind: "information", text } }),
    });
    this.#ends = new ScaleEnds(store);
    this.#columns.append(this.#makeCard(), this.#makeAside());
    this.element.append(makeHeatMapControls(store), this.#empty, this.#columns);
    this.#asTable.addEventListener("toggle", () => this.#show(store.state));
    store.watch(
      // Neither the progress nor what is in view: both change more often than what is shown here.
      ({ trace, view, simulation }) => [
        trace,
        simulation.results,
        simulation.phase,
        view.view,
        view.layer,
        view.kvHead,
        view.queryHead,
        view.step,
        view.shownRun,
        view.runs,
        view.picked,
        ...shownParts(view.heatMap),
      ],
      () => this.#show(store.state),
    );
    store.watch(
      ({ view }) => [view.heatMap.viewport, view.heatMap.range],
      () => this.#showPlace(store.state.view.heatMap),
    );
  }

  #makeCard(): HTMLElement {
    return element(
      "div",
      { class: "heat-map-card" },
      this.#title,
      element(
        "div",
        { class: "heat-map-bar" },
        makeHeatMapTools("heat-map", this.#heatMap),
        this.#ends.element,
      ),
      this.#heatMap.element,
      this.#rangeFigures.element,
      this.#note,
      this.#asTable,
    );
  }

  #makeAside(): HTMLElement {
    return element(
      "aside",
      { class: "figures-card", "aria-label": "Figures" },
      this.#bank.element,
      this.#ofHead.element,
      this.#ofStack.element,
      this.#meanings.element,
    );
  }

  /** The heat map as it is shown, for export. */
  drawings(): Drawing[] {
    const { inView } = this.#heatMap;
    if (!inView) return [];
    return [drawHeatMap(this.#title.textContent, inView, themedTable(inView.colours))];
  }

  #show(state: PageState): void {
    const { trace, view, simulation } = state;
    if (view.view !== "banks") return;
    const { results } = simulation;
    const loads =
      results && this.#loads.of(results, view.shownRun, view.heatMap.metric, trace.catalog);
    const empty = emptyStateText(simulation, trace.header.decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    this.#columns.classList.toggle("waiting", loads === undefined);
    if (!results || !loads) return;
    this.#stack = loads.stack;
    this.#title.textContent = titleOf(state, loads.stack);
    const picture = bankPicture(trace, view, loads);
    this.#matrix = picture.matrix;
    this.#heatMap.show(picture);
    this.#ends.show(picture.scale);
    this.#showPlace(view.heatMap);
    this.#note.textContent = noteOf(state);
    this.#showTable(state, loads);
    this.#showFigures(state, loads);
    this.#bank.show(state, loads.stack);
  }

  /** What is in view and what is marked. */
  #showPlace({ viewport, range }: HeatMapState): void {
    if (!this.#matrix) return;
    this.#heatMap.showViewport(viewport);
    this.#heatMap.showRange(range);
    this.#rangeFigures.show(this.#matrix, range);
  }

  #showTable({ trace, view }: PageState, loads: StackLoads): void {
    if (!this.#asTable.open) return;
    this.#table.replaceChildren(makeTable("load-table", loadTable(trace, view, loads)));
  }

  #showFigures({ trace, view, simulation }: PageState, loads: StackLoads): void {
    const { header } = trace;
    const head = simulation.results?.find(view.shownRun, view.queryHead);
    const layer = header.layers.find(({ id }) => id === view.layer);
    const ofHead = head ? headFigures(head, view.step, layer) : [];
    const ofStack = stackFigures(loads.atStep(view.step), view.heatMap.metric);
    this.#ofHead.show(`Query head ${view.queryHead}, step ${view.step}`, ofHead);
    this.#ofStack.show(`Stack, step ${view.step}`, ofStack);
    this.#meanings.show([...ofHead, ...ofStack]);
  }

  /** Shows a bank with its channel's KV head, or the head after where the bank is shown already. */
  #pick(cell: Cell): void {
    const { trace, view } = this.store.state;
    const { header } = trace;
    const stack = this.#stack;
    if (!stack) return;
    const { channel, bank, step } = bankPlaceOf(view.heatMap.axis, cell, view, stack);
    const heads = stack.headsOfChannel(header.kvHeads, channel);
    const shown = pickedOf(view, "bank");
    const isAgain = shown?.channel === channel && shown.bank === bank && step === view.step;
    pick(this.store, { kind: "bank", channel, bank });
    if (step !== view.step) changeView(this.store, { step });
    if (heads.length === 0) return;
    const at = heads.indexOf(view.kvHead);
    const kvHead = isAgain || at < 0 ? heads[(at + 1) % heads.length] : view.kvHead;
    if (kvHead === view.kvHead) return;
    changeView(this.store, { kvHead, queryHead: kvHead * groupSize(header) });
  }
}

/** What of the heat map's state decides what is drawn, wherever it is looked at. */
function shownParts(heatMap: HeatMapState) {
  const { axis, metric, scale, colours, aggregation, low, high } = heatMap;
  return [axis, metric, scale, colours, aggregation, low, high] as const;
}

function titleOf({ trace, view }: PageState, stack: StackShape): string {
  const run = nameRuns(view.runs, trace.catalog)[view.shownRun];
  const where = {
    channels: `step ${view.step}`,
    steps: `channel ${stack.channelOf(view.kvHead)}`,
    banks: "all banks",
  };
  return `${run}: layer ${view.layer}, ${where[view.heatMap.axis]}`;
}

function noteOf({ view, simulation }: PageState): string {
  const reasons = ["no KV head"];
  if (simulation.phase !== "complete") reasons.push("no result");
  if (view.heatMap.scale === "log") reasons.push("no load");
  return (
    `Hatched: ${reasons.join(" or ")}. Query heads and KV heads that share a channel add up. ` +
    "Wheel or + and − zoom, drag pans, Shift and drag selects; click or Enter shows a bank."
  );
}
