import type { CimView, PublishedFigure } from "../../../../src/shared/protocol/cim";
import { StackedBars } from "../../../parts/charts/stacked-bars";
import type { StackedBarsContent } from "../../../parts/charts/stacked-bars-content";
import { StepLines } from "../../../parts/charts/step-lines";
import { onThemeChange } from "../../../parts/charts/theme";
import type { Choice } from "../../../parts/controls/choice";
import { element } from "../../../parts/dom/element";
import { labelled } from "../../../parts/dom/labelled";
import { drawBars, drawLines } from "../../../parts/export/chart-drawing";
import type { Drawing } from "../../../parts/export/drawing";
import { formatQuantity } from "../../../../src/shared/format/quantity";
import { makeTable } from "../../../parts/tables/table";
import { makeDropdown } from "../../../parts/controls/dropdown";
import {
  asStudied,
  changeConfiguration,
  changeView,
  type ArraysState,
  type ArraysStore,
} from "../state";
import { publishedTable, strategyTable } from "./strategy-tables";
import { costParts, resultAt, totalOf, type StrategyResult } from "./totals";

type Summary = NonNullable<ArraysState["study"]["summary"]>;

const sweeps: readonly (Choice<CimView["sweep"]> & { readonly unit: string })[] = [
  { value: "latency", label: "Latency", unit: "ns" },
  { value: "energy", label: "Energy", unit: "pJ" },
  { value: "speedup", label: "Latency of Linear over it", unit: "" },
  { value: "energyGain", label: "Energy of Linear over it", unit: "" },
];

/** Strategies beside each other: arrays, utilisation, latency, energy, and over numbers of ADCs. */
export class ChartsView {
  readonly #arrays = new StackedBars("chart-arrays");
  readonly #utilisation = new StackedBars("chart-utilisation");
  readonly #latency = new StackedBars("chart-latency");
  readonly #energy = new StackedBars("chart-energy");
  readonly #sweep: StepLines;
  readonly #sweepChoice;
  readonly #published = element("section", { class: "card wide" });
  readonly #table = element("div");
  readonly element: HTMLElement;

  constructor(store: ArraysStore) {
    this.#sweep = new StepLines("chart-sweep", (index) => {
      const adcs = store.state.study.summary?.adcs[index];
      if (adcs !== undefined) changeConfiguration(store, { adcs });
    });
    this.#sweepChoice = makeDropdown<CimView["sweep"]>("sweep", (sweep) => {
      changeView(store, { sweep });
    });
    const sweep = element("section", { class: "card wide" }, element("h2", {}, "ADCs per array"));
    const choice = element("div", { class: "toolbar" });
    choice.append(labelled("Show", this.#sweepChoice.element));
    sweep.append(choice, this.#sweep.element, note("Click to take that number of ADCs."));
    const table = element("section", { class: "card wide" }, element("h2", {}, "Table"));
    table.append(this.#table);
    this.element = element(
      "div",
      { class: "charts" },
      card("Arrays", this.#arrays.element, ""),
      card("Utilisation", this.#utilisation.element, ""),
      card("Latency", this.#latency.element, chosenNote),
      card("Energy", this.#energy.element, chosenNote),
      sweep,
      this.#published,
      table,
    );
    onThemeChange(() => this.#show(store.state));
    store.watch(
      ({ study, view }) => [study.summary, view.sweep],
      () => this.#show(store.state),
    );
  }

  /** The charts as they are shown, for export. */
  drawings(): Drawing[] {
    const bars = [
      ["Arrays", this.#arrays],
      ["Utilisation", this.#utilisation],
      ["Latency", this.#latency],
      ["Energy", this.#energy],
    ] as const;
    return [
      ...bars.flatMap(([title, { shown }]) => (shown ? [drawBars(title, shown)] : [])),
      ...(this.#sweep.shown ? [drawLines("ADCs per array", this.#sweep.shown)] : []),
    ];
  }

  #show(current: ArraysState): void {
    const state = asStudied(current);
    const { summary } = state.study;
    if (!summary) return;
    const { configuration } = state.view;
    const results = summary.strategies.map((one) => resultAt(one, summary, configuration));
    this.#showCounts(state, summary);
    this.#showCosts(state, summary, results);
    this.#showSweep(state, summary);
    const { published } = summary;
    this.#published.hidden = published.length === 0;
    this.#published.replaceChildren(
      element("h2", {}, "Published and here"),
      makeTable("published-table", publishedTable(published)),
    );
    const content = strategyTable(summary, results, state.catalog.strategyNames);
    this.#table.replaceChildren(makeTable("strategy-table", content));
  }

  #showCounts(state: ArraysState, summary: Summary): void {
    const { strategies } = summary;
    const [linear] = strategies;
    this.#arrays.show(
      barsOf(state, summary, "Arrays", "arrays", {
        parts: [{ label: "Arrays", colour: 2, values: strategies.map(({ arrays }) => arrays) }],
        dense: published(summary, "arraysAgainstLinear", (saved) => {
          return linear.arrays * (1 - saved / 100);
        }),
      }),
    );
    const use = strategies.map(({ utilisation }) => 100 * utilisation);
    this.#utilisation.show(
      barsOf(state, summary, "Utilisation", "%", {
        parts: [{ label: "Cells that hold blocks", colour: 4, values: use }],
        dense: published(summary, "denseUtilisation", (share) => share),
        markLabel: "As published, mean of the models",
      }),
    );
  }

  #showCosts(state: ArraysState, summary: Summary, results: readonly StrategyResult[]): void {
    const parts = (cost: "time" | "energy") =>
      costParts.map(({ part, label, colour }) => {
        return { label, colour, values: results.map((one) => one.cost[cost][part]) };
      });
    const linear = results[0].cost;
    const over = (total: number) => (gain: number) => total / gain;
    this.#latency.show(
      barsOf(state, summary, "Latency of one vector through all layers", "ns", {
        parts: parts("time"),
        sparse: published(summary, "sparseSpeedup", over(totalOf(linear.time))),
        dense: published(summary, "denseSpeedup", over(totalOf(linear.time))),
      }),
    );
    this.#energy.show(
      barsOf(state, summary, "Energy of one vector through all layers", "pJ", {
        parts: parts("energy"),
        dense: published(summary, "denseEnergyGain", over(totalOf(linear.energy))),
      }),
    );
  }

  #showSweep({ view, catalog }: ArraysState, summary: Summary): void {
    this.#sweepChoice.show(sweeps, view.sweep);
    const { unit, label } = sweeps.find(({ value }) => value === view.sweep)!;
    const valueOf = (result: StrategyResult) => {
      if (view.sweep === "latency") return totalOf(result.cost.time);
      if (view.sweep === "energy") return totalOf(result.cost.energy);
      return result[view.sweep];
    };
    this.#sweep.show({
      label: `${label} over ADCs per array, one line per strategy; ${view.configuration.adcs} is marked. The export holds every figure.`,
      unit,
      lines: summary.strategies.map(({ strategy, results }) => {
        return {
          label: catalog.strategyNames[strategy],
          values: Float64Array.from(results, valueOf),
        };
      }),
      step: Math.max(0, summary.adcs.indexOf(view.configuration.adcs)),
      axis: { title: "ADCs per array", names: summary.adcs.map(String) },
    });
  }
}

interface BarValues {
  readonly parts: StackedBarsContent["parts"];
  /** Where the publication would have the bar end. */
  readonly sparse?: number;
  readonly dense?: number;
  readonly markLabel?: string;
}

function barsOf(
  { catalog }: ArraysState,
  { strategies }: Summary,
  label: string,
  unit: string,
  { parts, sparse = NaN, dense = NaN, markLabel = "As published, from Linear here" }: BarValues,
): StackedBarsContent {
  const names = strategies.map(({ strategy }) => catalog.strategyNames[strategy]);
  const totals = names.map((name, bar) => {
    const total = parts.reduce((sum, { values }) => sum + values[bar], 0);
    return `${name} ${formatQuantity(total, unit)}`;
  });
  const marks = strategies.map(({ strategy }) => ({ linear: NaN, sparse, dense })[strategy]);
  return {
    label: `${label}. ${totals.join(", ")}. The table below holds every figure.`,
    unit,
    bars: names,
    parts,
    marks: marks.every(Number.isNaN) ? undefined : { label: markLabel, values: marks },
  };
}

/** A published figure as the end of a bar; NaN where the publication says nothing of the weights. */
function published(
  { published: all }: Summary,
  id: PublishedFigure,
  end: (figure: number) => number,
): number {
  const figure = all.find((one) => one.id === id);
  return figure ? end(figure.published) : NaN;
}

const chosenNote =
  "How a step's cost scales and the constants are not published; chosen here, see the options and the table of constants.";

function note(text: string): HTMLElement {
  return element("p", { class: "note" }, text);
}

function card(title: string, content: HTMLElement, text: string): HTMLElement {
  const made = element("section", { class: "card" }, element("h2", {}, title), content);
  if (text !== "") made.append(note(text));
  return made;
}
