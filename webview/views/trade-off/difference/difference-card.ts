import { type LoadMetric, loadMetricNames, loadMetrics } from "../../../../src/shared/figures";
import type { HeatMapState } from "../../../../src/shared/protocol";
import { bankPlaceOf } from "../../banks/bank-cells";
import { loadTable } from "../../banks/load-table";
import { element, setText } from "../../../parts/dom/element";
import { labelled } from "../../../parts/dom/labelled";
import type { Drawing } from "../../../parts/export/drawing";
import { drawHeatMap } from "../../../parts/export/heat-map-drawing";
import type { Cell } from "../../../parts/heat-map/matrix";
import { HeatMap } from "../../../parts/heat-map/heat-map";
import { makeHeatMapTools } from "../../../parts/heat-map/heat-map-tools";
import { themedTable } from "../../../parts/colours/theme-colours";
import {
  changeHeatMap,
  pick,
  changeView,
  type PageState,
  type PageStore,
} from "../../../state/page-state";
import { makeTable } from "../../../parts/tables/table";
import { makeDropdown } from "../../../parts/controls/toolkit";
import { isSamePlace, resultsOf, type ComparedRun } from "../../../state/runs/compared-runs";
import type { StackShape } from "../../../state/bank-address";
import { DifferenceLoads, otherBanks, type LoadDifference } from "./difference-loads";
import { differencePicture } from "./difference-picture";

/** Which banks carry more in the shown run than in the baseline, and which less. */
export class DifferenceCard {
  readonly #heatMap: HeatMap;
  readonly #loads = new DifferenceLoads();
  readonly #title = element("h2", { id: "difference-title" });
  readonly #none = element("p", { class: "empty", "data-test": "difference-none" });
  readonly #table = element("div");
  readonly #asTable = element(
    "details",
    { class: "as-table" },
    element("summary", { id: "difference-show-table" }, "Show as table"),
    this.#table,
  );
  /** Of both runs, where there is a difference. */
  #stack: StackShape | undefined;
  readonly #content: HTMLElement;
  readonly element: HTMLElement;

  constructor(
    private readonly store: PageStore,
    onTable: () => void,
  ) {
    this.#heatMap = new HeatMap("difference-map", {
      onPick: (cell) => this.#pick(cell),
      onNotice: (text) => store.update({ message: { kind: "information", text } }),
    });
    this.#asTable.addEventListener("toggle", onTable);
    this.#content = element(
      "div",
      { class: "heat-map-card" },
      makeDifferenceControls(store),
      makeHeatMapTools("difference-map", this.#heatMap),
      this.#heatMap.element,
      element("p", { class: "note" }, colourNote),
      this.#asTable,
    );
    this.element = element(
      "section",
      { class: "card wide", "data-test": "difference" },
      this.#title,
      this.#none,
      this.#content,
    );
  }

  /** The difference as it is shown, for export. */
  drawings(): Drawing[] {
    const { inView } = this.#heatMap;
    if (!inView || this.#content.hidden) return [];
    return [drawHeatMap(this.#title.textContent, inView, themedTable(inView.colours))];
  }

  show(state: PageState, run: ComparedRun | undefined, baseline: ComparedRun): void {
    const found = run && this.#differenceOf(state, run, baseline);
    const difference = found === otherBanks ? undefined : found;
    const isSame = run && isSamePlace(run.place, baseline.place);
    setText(this.#none, isSame ? sameRun : found === otherBanks ? unlikeDevices : "");
    this.#none.hidden = this.#none.textContent === "";
    this.#content.hidden = !difference;
    this.#stack = difference?.loads.stack;
    setText(this.#title, `Bank loads: ${run?.name ?? "no run"} minus ${baseline.name}`);
    if (!run || !difference) return;
    const { trace, view } = state;
    const names = { run: run.name, baseline: baseline.name };
    this.#heatMap.show(differencePicture(trace, plain(state), difference, names));
    if (!this.#asTable.open) return;
    const { caption, ...rest } = loadTable(trace, view, difference.difference);
    const table = { caption: `Run minus baseline. ${caption}`, ...rest };
    this.#table.replaceChildren(makeTable("difference-table", table));
  }

  #differenceOf(
    state: PageState,
    run: ComparedRun,
    baseline: ComparedRun,
  ): LoadDifference | typeof otherBanks | undefined {
    const results = resultsOf(state, run.place.source);
    const others = resultsOf(state, baseline.place.source);
    if (!results || !others || isSamePlace(run.place, baseline.place)) return undefined;
    return this.#loads.of(
      { results, run: run.place.run },
      { results: others, run: baseline.place.run },
      state.view.heatMap.metric,
      state.trace.catalog,
    );
  }

  #pick(cell: Cell): void {
    const { view } = this.store.state;
    if (!this.#stack) return;
    const { channel, bank, step } = bankPlaceOf(view.heatMap.axis, cell, view, this.#stack);
    pick(this.store, { kind: "bank", channel, bank });
    if (step !== view.step) changeView(this.store, { step });
  }
}

/** The ends that a user set are those of loads, not of differences. */
function plain({ view }: PageState) {
  return { ...view, heatMap: { ...view.heatMap, low: null, high: null } };
}

function makeDifferenceControls(store: PageStore): HTMLElement {
  const axis = makeDropdown<HeatMapState["axis"]>("difference-axis", (value) => {
    changeHeatMap(store, { axis: value, viewport: null, range: null });
  });
  const metric = makeDropdown<LoadMetric>("difference-metric", (value) => {
    changeHeatMap(store, { metric: value, low: null, high: null });
  });
  store.watch(
    ({ view }) => [view.heatMap.axis, view.heatMap.metric],
    ([axisShown, metricShown]) => {
      axis.show(
        [
          { value: "channels", label: "Stack at the step" },
          { value: "steps", label: "Channel over steps" },
          { value: "banks", label: "All banks over steps" },
        ],
        axisShown,
      );
      metric.show(
        loadMetricNames.map((value) => ({ value, label: loadMetrics[value].label })),
        metricShown,
      );
    },
  );
  const controls = [labelled("Show", axis.element), labelled("Metric", metric.element)];
  return element("div", { class: "toolbar" }, ...controls);
}

const sameRun = "The run is its own baseline. Choose another run or another baseline above.";

const unlikeDevices =
  "The devices of the two runs have different banks, so no bank of one is a bank of the other.";

const colourNote =
  "Orange: the run loads the bank more than the baseline does; blue: less. Hatched: a channel " +
  "without a KV head, or without a result. Click or Enter shows a bank in Banks.";
