import { makePopover } from "../../parts/controls/popover";
import { makePlainButton } from "../../parts/controls/plain-button";
import { onThemeChange } from "../../parts/charts/theme";
import { element, setText } from "../../parts/dom/element";
import { drawChart } from "../../parts/export/chart-drawing";
import type { Drawing } from "../../parts/export/drawing";
import { paperTheme } from "../../parts/export/paper";
import { Table } from "../../parts/tables/table";
import { emptyStateText } from "../../state/empty-state";
import type { PageStore } from "../../state/page-state";
import { allRuns, compareRuns } from "../../state/runs/compared-runs";
import { ChangesCard } from "./changes/changes-card";
import { plotContent, plotted } from "./plot/make-content";
import { plotPicture } from "./plot/plot-picture";
import { plotTable } from "./plot/plot-table";
import { TradeOffPlot } from "./plot/trade-off-plot";
import { makeSweepButton } from "./sweep-button";
import { SecondCard } from "./second-card";
import { makeAxisControls } from "./trade-off-controls";
import { makeTradeOffSettings } from "./trade-off-settings";

const paperHeight = 480;

/** What is paid for what quality: two figures of all runs against each other. */
export class TradeOffView {
  readonly #empty = element("p", { class: "empty", "data-test": "trade-off-empty" });
  readonly #plot = new TradeOffPlot();
  readonly #table = new Table("trade-off-table");
  readonly #changes = new ChangesCard();
  readonly #second: SecondCard;
  readonly #chips: Readonly<Record<"changes" | "second", HTMLButtonElement>>;
  readonly #picture: HTMLElement;
  readonly controls: HTMLElement;
  readonly settings: HTMLElement;
  readonly help = [
    "A point is a run; press it to work on that run.",
    "The line joins the runs that no other beats: none has at least as much of both figures, one of them better. Runs of another trace have a line of their own.",
    "The dashed cross-hair is the baseline: what lies beyond it on the better side of both axes costs less and keeps more.",
    "A budget sweep adds a line for each policy through budgets from 64 to 2048 tokens; press one of its points to make it a run.",
    "Cycles are those of each run's own device; compare times where devices differ.",
  ];
  readonly element: HTMLElement;

  constructor(
    private readonly store: PageStore,
    closeSecond: () => void,
  ) {
    this.#second = new SecondCard(closeSecond);
    const changes = makeChip("changes", "What changed", this.#changes.element);
    const second = makeChip("second", "Second trace", this.#second.element);
    this.#chips = { changes: changes.button, second: second.button };
    this.controls = makeAxisControls(store);
    this.settings = makeTradeOffSettings(store, (shown) => this.#showTable(shown));
    this.#table.element.hidden = true;
    this.#picture = element(
      "div",
      { class: "trade-off-picture" },
      element(
        "div",
        { class: "plot-head" },
        this.#plot.legend,
        makeSweepButton(store),
        ...changes.parts,
        ...second.parts,
      ),
      this.#plot.element,
      this.#table.element,
    );
    this.element = element("section", { class: "view trade-off" }, this.#empty, this.#picture);
    store.watch(plotted, () => this.#show());
    onThemeChange(() => this.#show());
  }

  /** The plot as it is shown, for export. */
  drawings(): Drawing[] {
    const plot = this.#plot.shown;
    const title = plot ? `${plot.up.label} against ${plot.across.label.toLowerCase()}` : "";
    return plot ? [drawChart(title, plotPicture(plot, paperTheme), paperHeight)] : [];
  }

  #showTable(shown: boolean): void {
    this.#table.element.hidden = !shown;
  }

  #show(): void {
    const { state } = this.store;
    const { trace, view, simulation, previous, second } = state;
    if (view.view !== "trade-off") return;
    const empty = emptyStateText(simulation, trace.header.decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    this.#picture.hidden = empty !== undefined;
    this.#second.show(state);
    this.#chips.second.hidden = second === undefined;
    this.#chips.changes.hidden = previous === undefined;
    if (second) setText(this.#chips.second, second.trace.name);
    const all = allRuns(state);
    const comparison = compareRuns(all, view);
    if (empty !== undefined || !simulation.results || !comparison) return;
    const content = plotContent(this.store);
    this.#plot.show(content);
    this.#table.show(plotTable(content));
    this.#changes.show(state, simulation.results, previous, all);
  }
}

/** A button above the plot with what it opens. */
function makeChip(name: string, label: string, content: HTMLElement) {
  const id = `trade-off-show-${name}`;
  const { element: button } = makePlainButton({ id, class: "text-button" }, () => undefined, label);
  const popover = makePopover(`trade-off-${name}-popover`, label, button, [content]);
  return { button, parts: [button, popover.element] };
}
