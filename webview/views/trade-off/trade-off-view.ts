import type { RunSource } from "../../../src/shared/protocol";
import { StackedBars } from "../../parts/charts/stacked-bars";
import { onThemeChange } from "../../parts/charts/theme";
import { element, setText } from "../../parts/dom/element";
import { drawBars, drawChart } from "../../parts/export/chart-drawing";
import type { Drawing } from "../../parts/export/drawing";
import { paperTheme } from "../../parts/export/paper";
import { paretoPicture } from "./pareto/pareto-picture";
import { emptyStateText } from "../../state/empty-state";
import { changeCompare, changeView, type PageStore } from "../../state/page-state";
import { scopeText } from "../../state/runs/scope-text";
import { ChangesCard } from "./changes/changes-card";
import { compareBars } from "./trade-off-bars";
import { makeTradeOffControls, makeFigureControl, makeParetoControls } from "./trade-off-controls";
import { Table } from "../../parts/tables/table";
import { compareTable, type CompareTableActions } from "./trade-off-table";
import {
  allRuns,
  compareRuns,
  isSamePlace,
  type ComparedRun,
} from "../../state/runs/compared-runs";
import { DifferenceCard } from "./difference/difference-card";
import { measureOf } from "../../state/runs/measures";
import { paretoFront } from "./pareto/pareto";
import type { Front } from "./pareto/pareto-content";
import { ParetoPlot } from "./pareto/pareto-plot";
import { SecondCard } from "./second-card";
import { sortRuns } from "../../state/runs/sort-runs";

const paretoPaperHeight = 380;

/** Runs against a baseline: table, bars, Pareto plot, and what the last change made of them. */
export class TradeOffView {
  readonly #empty = element("p", { class: "empty", "data-test": "trade-off-empty" });
  readonly #scope = element("p", { class: "note", id: "trade-off-scope" });
  readonly #table = new Table("trade-off-table");
  readonly #actions: CompareTableActions;
  readonly #bars = new StackedBars("chart-trade-off");
  readonly #pareto: ParetoPlot;
  readonly #second: SecondCard;
  readonly #changes = new ChangesCard();
  readonly #difference: DifferenceCard;
  readonly #cards: HTMLElement;
  readonly element: HTMLElement;

  constructor(
    private readonly store: PageStore,
    closeSecond: () => void,
  ) {
    this.#second = new SecondCard(closeSecond);
    const pick = ({ place }: ComparedRun) => {
      if (place.source === "shown") changeView(store, { shownRun: place.run });
    };
    this.#actions = { pick, sort: (change) => changeCompare(store, change) };
    this.#pareto = new ParetoPlot(pick);
    this.#difference = new DifferenceCard(store, () => this.#show());
    this.#cards = element(
      "div",
      { class: "charts" },
      element(
        "section",
        { class: "card wide" },
        element("h2", {}, "Runs"),
        this.#table.element,
        element("p", { class: "note" }, tableNote),
      ),
      this.#changes.element,
      element(
        "section",
        { class: "card" },
        element("h2", {}, "Side by side"),
        makeFigureControl(store),
        this.#bars.element,
      ),
      element(
        "section",
        { class: "card" },
        element("h2", {}, "Cost against quality"),
        makeParetoControls(store),
        this.#pareto.element,
        element("p", { class: "note" }, paretoNote),
      ),
      this.#difference.element,
    );
    this.element = element(
      "section",
      { class: "view trade-off" },
      makeTradeOffControls(store),
      this.#empty,
      this.#scope,
      this.#second.element,
      this.#cards,
    );
    store.watch(
      ({ trace, view, simulation, previous, second }) => [
        trace,
        view,
        simulation.results,
        simulation.phase,
        previous,
        second,
      ],
      () => this.#show(),
    );
    onThemeChange(() => this.#show());
  }

  /** Bars, plot and difference as they are shown, for export. */
  drawings(): Drawing[] {
    const [bars, pareto] = [this.#bars.shown, this.#pareto.shown];
    return [
      ...(bars ? [drawBars(`Side by side: ${bars.parts[0].label}`, bars)] : []),
      ...(pareto
        ? [drawChart("Cost against quality", paretoPicture(pareto, paperTheme), paretoPaperHeight)]
        : []),
      ...this.#difference.drawings(),
    ];
  }

  #show(): void {
    const { state } = this.store;
    const { trace, view, simulation, previous, second } = state;
    if (view.view !== "trade-off") return;
    const empty = emptyStateText(simulation, trace.header.decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    this.#scope.hidden = empty !== undefined;
    this.#second.show(state);
    this.#cards.classList.toggle("waiting", empty !== undefined);
    const all = allRuns(state);
    const comparison = compareRuns(all, view);
    if (empty !== undefined || !simulation.results || !comparison) return;
    const { compare } = view;
    const { catalog } = trace;
    const { runs, baseline } = comparison;
    const cost = measureOf(compare.cost);
    const quality = measureOf(compare.quality);
    const frontOf = (source: RunSource, label: string): Front => {
      // Those of before are not on offer any more, and traces are different tasks.
      const own = runs.filter(({ place }) => place.source === source);
      const tradeoffs = own.map((run) => ({ cost: cost.value(run), quality: quality.value(run) }));
      return { label, runs: paretoFront(tradeoffs, quality.better).map((index) => own[index]) };
    };
    const fronts = [
      frontOf("shown", "Pareto-optimal"),
      ...(second ? [frontOf("second", `Pareto-optimal, ${second.trace.name}`)] : []),
    ];
    setText(this.#scope, `${scopeText(view)} Ratios are to ${baseline.name}.`);
    const front = new Set(fronts.flatMap(({ runs: best }) => best));
    const { shownRun } = view;
    const table = { comparison, compare, shownRun, front, catalog };
    this.#table.show(compareTable(table, this.#actions));
    const sorted = sortRuns(runs, compare, catalog);
    this.#bars.show(compareBars(sorted, baseline, compare.figure));
    this.#pareto.show({ runs: sorted, fronts, baseline, cost, quality });
    const shown = runs.find(({ place }) =>
      isSamePlace(place, { source: "shown", run: view.shownRun }),
    );
    this.#difference.show(state, shown, baseline);
    this.#changes.show(state, simulation.results, previous, all);
  }
}

const tableNote =
  "Cycles are those of each run's own device; compare times where devices differ. Below each " +
  "figure: how many times the baseline's it is.";

const paretoNote =
  "Pareto-optimal: no other run of its trace has at most the cost and at least the quality, one of them better.";
