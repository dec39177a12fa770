import { element, setText } from "../dom/element";
import { nameRuns } from "../format/run-names";
import { HeatMap } from "../heatmap/heat-map";
import type { Cell } from "../heatmap/geometry";
import { emptyStateText } from "../results/empty-state";
import { changeView, type PageState, type PageStore } from "../state";
import { makeTable } from "../tables/table";
import { groupSize } from "../view-state";
import { channelOf, headsOfChannel } from "./bank-address";
import { FigureList } from "./figure-list";
import { FigureMeanings } from "./figure-meanings";
import { headFigures } from "./head-figures";
import { makeHeatMapControls } from "./heat-map-controls";
import { loadTable } from "./load-table";
import { bankPicture } from "./pictures";
import { ShownLoads } from "./shown-loads";
import { stackFigures } from "./stack-figures";
import type { StackLoads } from "./stack-loads";

/** The load of every bank as a heat map, or as a table, with figures beside it. */
export class BanksView {
  readonly #heatMap = new HeatMap((cell) => this.#pick(cell));
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
  readonly #content = element("div", { class: "heat-map-card" });
  readonly #ofHead = new FigureList();
  readonly #ofStack = new FigureList();
  readonly #meanings = new FigureMeanings();
  readonly #figures = element("aside", { class: "figures-card", "aria-label": "Figures" });
  readonly #loads = new ShownLoads();
  readonly element = element("section", { class: "view banks" });

  constructor(private readonly store: PageStore) {
    this.#content.append(this.#title, this.#heatMap.element, this.#note, this.#asTable);
    this.#figures.append(this.#ofHead.element, this.#ofStack.element, this.#meanings.element);
    const columns = element("div", { class: "banks-columns" }, this.#content, this.#figures);
    this.element.append(makeHeatMapControls(store), this.#empty, columns);
    this.#asTable.addEventListener("toggle", () => this.#show(store.state));
    store.watch(
      // Not the progress: it changes more often than anything that is shown here.
      ({ trace, view, simulation }) => [trace, view, simulation.results, simulation.phase],
      () => this.#show(store.state),
    );
  }

  #show(state: PageState): void {
    const { trace, view, simulation } = state;
    if (view.view !== "banks") return;
    const { results } = simulation;
    const loads = results && this.#loads.of(results, view.shownRun, view.heatMap.metric);
    const empty = emptyStateText(simulation, trace.header.decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    this.#content.parentElement!.classList.toggle("waiting", loads === undefined);
    if (!results || !loads) return;
    this.#title.textContent = titleOf(state);
    this.#heatMap.show(bankPicture(trace, view, loads));
    this.#note.textContent = noteOf(state);
    this.#showTable(state, loads);
    this.#showFigures(state, loads);
  }

  #showTable({ trace, view }: PageState, loads: StackLoads): void {
    if (!this.#asTable.open) return;
    this.#table.replaceChildren(makeTable("load-table", loadTable(trace, view, loads)));
  }

  #showFigures({ trace, view, simulation }: PageState, loads: StackLoads): void {
    const { header, catalog } = trace;
    const head = simulation.results?.find(view.shownRun, view.queryHead);
    const layer = header.layers.find(({ id }) => id === view.layer);
    const ofHead = head ? headFigures(head, view.step, layer, catalog) : [];
    const ofStack = stackFigures(loads.atStep(view.step), view.heatMap.metric);
    this.#ofHead.show(`Query head ${view.queryHead}, step ${view.step}`, ofHead);
    this.#ofStack.show(`Stack, step ${view.step}`, ofStack);
    this.#meanings.show([...ofHead, ...ofStack]);
  }

  /** A step of the channel, or the channel's KV head: the next one where it holds several. */
  #pick({ row, column }: Cell): void {
    const { trace, view } = this.store.state;
    if (view.heatMap.axis === "steps") {
      changeView(this.store, { step: column });
      return;
    }
    const heads = headsOfChannel(trace.header.kvHeads, row);
    if (heads.length === 0) return;
    const kvHead = heads[(heads.indexOf(view.kvHead) + 1) % heads.length];
    changeView(this.store, { kvHead, queryHead: kvHead * groupSize(trace.header) });
  }
}

function titleOf({ trace, view }: PageState): string {
  const run = nameRuns(view.runs, trace.catalog)[view.shownRun];
  return view.heatMap.axis === "channels"
    ? `${run}: layer ${view.layer}, step ${view.step}`
    : `${run}: layer ${view.layer}, channel ${channelOf(view.kvHead)}`;
}

function noteOf({ view, simulation }: PageState): string {
  const pick =
    view.heatMap.axis === "channels" ? "a channel to see its KV head" : "a step to go there";
  const reasons = ["no KV head"];
  if (simulation.phase !== "done") reasons.push("no result");
  if (view.heatMap.scale === "log") reasons.push("no load");
  return `Hatched: ${reasons.join(" or ")}. Query heads and KV heads that share a channel add up. Pick ${pick}.`;
}
