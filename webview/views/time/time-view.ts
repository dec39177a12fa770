import { peakBound } from "../../../src/shared/figures";
import type { ViewState } from "../../../src/shared/protocol";
import { makeLegend } from "../../parts/charts/legend";
import { onThemeChange, readTheme } from "../../parts/charts/theme";
import { element, setText } from "../../parts/dom/element";
import type { Drawing } from "../../parts/export/drawing";
import { Table } from "../../parts/tables/table";
import { emptyStateText } from "../../state/empty-state";
import { changeView, type PageStore } from "../../state/page-state";
import type { ResultSet } from "../../state/results/result-set";
import { summariseRuns, type RunSummary } from "../../state/runs/run-summaries";
import { scopeText } from "../../state/runs/scope-text";
import { baselineOf } from "../../state/runs/summary";
import { compositionOf, type Composition } from "./composition";
import { CostBars } from "./cost-bars";
import { costContent, costKind } from "./cost-content";
import { CostSteps } from "./cost-steps";
import { costLegend, drawComposition, drawCost } from "./picture/cost-drawing";
import { makeCostChoice, makeTimeSettings } from "./time-controls";
import { timeTable } from "./time-table";

/** What a step costs, and why: by phase, run below run, and step by step. */
export class TimeView {
  readonly #empty = element("p", { class: "empty", "data-test": "time-empty" });
  readonly #legend = element("div", { class: "cost-legend" });
  readonly #bars = new CostBars();
  readonly #steps: CostSteps;
  readonly #table = new Table("time-table");
  readonly #picture: HTMLElement;
  readonly element: HTMLElement;
  readonly controls: HTMLElement;
  readonly settings: HTMLElement;
  readonly help = [
    "Hatched phases, index and clustering, are charged here and left out of published evaluations.",
    `The tick on a bar is its peak bound: ${peakBound.meaning}.`,
    "Below, what each step of the run that is worked on costs; click or drag to go to a step.",
  ];
  /** The composition on screen, and what it was made of. */
  #made: { readonly of: readonly unknown[]; readonly composition: Composition } | undefined;

  constructor(private readonly store: PageStore) {
    this.#steps = new CostSteps((step) => changeView(store, { step }));
    this.controls = makeCostChoice(store);
    this.settings = makeTimeSettings(store);
    this.#picture = element("div", { class: "cost" }, this.#legend, this.#bars.element);
    this.#picture.append(this.#steps.element);
    const content = [this.#empty, this.#picture, this.#table.element];
    this.element = element("section", { class: "time" }, ...content);
    store.watch(
      ({ trace, view, simulation }) => [trace, view, simulation.results, simulation.phase],
      () => this.#show(),
    );
    onThemeChange(() => {
      this.#showLegend();
      this.#bars.redraw();
      this.#steps.redraw();
    });
  }

  /** The pictures as they are shown, for export. */
  drawings(): Drawing[] {
    const { view } = this.store.state;
    const { title } = costKind(view.time);
    const [bars, steps] = [this.#bars.shown, this.#steps.shown];
    return [
      ...(bars ? [drawCost(`${title} of a step`, bars, this.#boundLabel(view))] : []),
      ...(steps ? [drawComposition(`${title} of each step`, steps, view.step)] : []),
    ];
  }

  #show(): void {
    const { trace, view, simulation } = this.store.state;
    if (view.view !== "time") return;
    const empty = emptyStateText(simulation, trace.header.decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    this.#picture.hidden = empty !== undefined || view.time.asTable;
    this.#table.element.hidden = empty !== undefined || !view.time.asTable;
    if (empty !== undefined || !simulation.results) return;
    const all = summariseRuns(simulation.results, view, trace.catalog);
    const runs = all.filter(({ index }) => !view.runStyles.at(index)?.hidden);
    if (view.time.asTable) this.#showTable(all, runs);
    else this.#showPicture(all, runs, simulation.results);
  }

  #showPicture(all: readonly RunSummary[], runs: readonly RunSummary[], results: ResultSet): void {
    const { view } = this.store.state;
    this.#showLegend();
    this.#bars.show(costContent(runs, results, view));
    const shown = all.find(({ index }) => index === view.shownRun);
    this.#steps.element.hidden = shown === undefined;
    if (shown) this.#steps.show(this.#composition(shown, results), view.step);
  }

  /** Made anew only where something else than the step has changed. */
  #composition(run: RunSummary, results: ResultSet): Composition {
    const { view } = this.store.state;
    const { show, unit, energyBy } = view.time;
    const colour = view.runStyles.at(run.index)?.colour;
    const head = view.scope.heads === "shown" ? view.queryHead : undefined;
    const of = [results, run.index, run.name, colour, head, show, unit, energyBy];
    const isSame = this.#made?.of.every((part, index) => part === of[index]);
    if (!this.#made || !isSame) {
      this.#made = { of, composition: compositionOf(run, results, view) };
    }
    return this.#made.composition;
  }

  #showLegend(): void {
    const { view } = this.store.state;
    const { parts } = costKind(view.time);
    const entries = costLegend(parts, readTheme().colourSet, this.#boundLabel(view));
    const legend = makeLegend(entries);
    if (!this.#legend.firstChild?.isEqualNode(legend)) this.#legend.replaceChildren(legend);
  }

  #boundLabel({ time }: ViewState): string | undefined {
    return time.show === "time" ? peakBound.label : undefined;
  }

  #showTable(all: readonly RunSummary[], runs: readonly RunSummary[]): void {
    const { view } = this.store.state;
    const baseline = all.at(baselineOf(view.runs)) ?? all.at(0);
    if (!baseline) return;
    const caption = `${scopeText(view)} Ratios are against ${baseline.name}.`;
    this.#table.show(timeTable(caption, runs, baseline, view.time));
  }
}
