import { peakBound } from "../../../src/shared/figures";
import { onThemeChange } from "../../parts/charts/theme";
import { StackedBars } from "../../parts/charts/stacked-bars";
import { StepLines } from "../../parts/charts/step-lines";
import { element, setText } from "../../parts/dom/element";
import { drawBars, drawLines } from "../../parts/export/chart-drawing";
import type { Drawing } from "../../parts/export/drawing";
import { formatQuantity } from "../../parts/format/quantity";
import { emptyStateText } from "../../state/empty-state";
import type { ResultSet } from "../../state/result-set";
import { changeView, type PageStore } from "../../state/page-state";
import { makeTable } from "../../parts/tables/table";
import { energyParts, phaseCycles, phaseEnergies } from "./components";
import { summariseRuns, type RunSummary } from "../../state/runs/run-summaries";
import { scopeText } from "../../state/runs/scope-text";
import { baselineOf, cycleLength, summariseSteps } from "../../state/runs/summary";
import { makeTimeControls } from "./time-controls";
import { timeTable } from "./time-table";

/** Where the cycles and the energy of a step go, run beside run. */
export class TimeView {
  readonly #empty = element("p", { class: "empty", "data-test": "time-empty" });
  readonly #scope = element("p", { class: "note", id: "time-scope" });
  readonly #cycles = new StackedBars("chart-cycles");
  readonly #energy = new StackedBars("chart-energy");
  readonly #steps: StepLines;
  readonly #table = element("div", { id: "time-table-holder" });
  readonly #charts: HTMLElement;
  readonly element: HTMLElement;

  constructor(private readonly store: PageStore) {
    this.#steps = new StepLines("chart-steps", (step) => changeView(store, { step }));
    this.#charts = element(
      "div",
      { class: "charts" },
      card("Time by phase", this.#cycles.element, `${publishedNote} ${peakNote}`),
      card("Energy", this.#energy.element),
      element(
        "section",
        { class: "card wide" },
        element("h2", {}, "Time of each step"),
        this.#steps.element,
      ),
      element("section", { class: "card wide" }, element("h2", {}, "Table"), this.#table),
    );
    const content = [makeTimeControls(store), this.#empty, this.#scope, this.#charts];
    this.element = element("section", { class: "view time" }, ...content);
    store.watch(
      ({ trace, view, simulation }) => [trace, view, simulation.results, simulation.phase],
      () => this.#show(),
    );
    onThemeChange(() => this.#show());
  }

  /** The charts as they are shown, for export. */
  drawings(): Drawing[] {
    const [cycles, energy, steps] = [this.#cycles.shown, this.#energy.shown, this.#steps.shown];
    return [
      ...(cycles ? [drawBars("Time by phase", cycles)] : []),
      ...(energy ? [drawBars("Energy", energy)] : []),
      ...(steps ? [drawLines("Time of each step", steps)] : []),
    ];
  }

  #show(): void {
    const { trace, view, simulation } = this.store.state;
    if (view.view !== "time") return;
    const empty = emptyStateText(simulation, trace.header.decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    this.#scope.hidden = empty !== undefined;
    this.#charts.classList.toggle("waiting", empty !== undefined);
    if (empty !== undefined || !simulation.results) return;
    const runs = summariseRuns(simulation.results, view, trace.catalog);
    if (runs.length === 0) return;
    setText(this.#scope, scopeText(this.store.state.view));
    this.#showTime(runs);
    this.#showEnergy(runs);
    this.#showSteps(runs, simulation.results);
    this.#showTable(runs);
  }

  #showTime(runs: readonly RunSummary[]): void {
    const { unit } = this.store.state.view.time;
    const inUnit = ({ device }: RunSummary, cycles: number) => cycles * cycleLength(unit, device);
    const totals = runs.map((run) => {
      return `${run.name} ${formatQuantity(inUnit(run, run.figure("cycles")), unit)}`;
    });
    this.#cycles.show({
      label: `Time by phase. ${totals.join(", ")}. The table below holds every figure.`,
      unit,
      bars: runs.map(({ name }) => name),
      parts: phaseCycles.map(({ label, column, colour }) => ({
        label,
        colour,
        values: runs.map((run) => inUnit(run, run.figure(column))),
      })),
      marks: {
        label: "Peak-bandwidth bound",
        values: runs.map((run) => inUnit(run, peakBound.value(run.figure, run.device))),
      },
    });
  }

  #showEnergy(runs: readonly RunSummary[]): void {
    const byPhase = this.store.state.view.time.energyBy === "phase";
    const totals = runs.map(
      ({ name, figure }) => `${name} ${formatQuantity(figure("energy"), "pJ")}`,
    );
    this.#energy.show({
      label: `Energy. ${totals.join(", ")}. The table below holds every figure.`,
      unit: "pJ",
      bars: runs.map(({ name }) => name),
      parts: (byPhase ? phaseEnergies : energyParts).map(({ label, column, colour }) => ({
        label,
        colour,
        values: runs.map(({ figure }) => figure(column)),
      })),
      marks: undefined,
    });
  }

  #showSteps(runs: readonly RunSummary[], results: ResultSet): void {
    const { view } = this.store.state;
    const { unit } = view.time;
    this.#steps.show({
      label: `Time of each step, one line per run; step ${view.step} is marked. Click to go to a step.`,
      unit,
      lines: runs.map(({ index, name, device }) => {
        const factor = cycleLength(unit, device);
        const cycles = summariseSteps(results, index, view, "cycles");
        return { label: name, values: cycles.map((value) => value * factor) };
      }),
      step: view.step,
    });
  }

  #showTable(runs: readonly RunSummary[]): void {
    const { view } = this.store.state;
    const baseline = runs[Math.min(baselineOf(view.runs), runs.length - 1)];
    const caption = `${scopeText(this.store.state.view)} Ratios are against ${baseline.name}.`;
    const content = timeTable(caption, runs, baseline, view.time);
    this.#table.replaceChildren(makeTable("time-table", content));
  }
}

const publishedNote = "Published evaluations leave out index and clustering.";
const peakNote = `Peak-bandwidth bound: ${peakBound.meaning}.`;

function card(title: string, content: HTMLElement, note?: string): HTMLElement {
  const made = element("section", { class: "card" }, element("h2", {}, title), content);
  if (note !== undefined) made.append(element("p", { class: "note" }, note));
  return made;
}
