import { FigureList } from "../../parts/figures/figure-list";
import { FigureMeanings } from "../../parts/figures/figure-meanings";
import { element } from "../../parts/dom/element";
import { makeTable } from "../../parts/tables/table";
import type { PageState } from "../../state/page-state";
import { headFigures } from "./head-figures";
import { loadTable } from "./load-table";
import type { ShownBanks } from "./shown-banks";
import { stackFigures } from "./stack-figures";

/** The heat map of a run as a table, with the figures of the shown query head and of the stack. */
export class BanksTable {
  readonly #table = element("div");
  readonly #ofHead = new FigureList();
  readonly #ofStack = new FigureList();
  readonly #meanings = new FigureMeanings();
  readonly element = element(
    "div",
    { class: "banks-table", id: "heat-map-table", hidden: true },
    this.#table,
    this.#ofHead.element,
    this.#ofStack.element,
    this.#meanings.element,
  );

  show({ trace, view, simulation }: PageState, { run, banks }: ShownBanks): void {
    const head = simulation.results?.find(run, view.queryHead);
    const layer = trace.header.layers.find(({ id }) => id === view.layer);
    const ofHead = head ? headFigures(head, view.step, layer) : [];
    const ofStack = stackFigures(banks.loads.atStep(view.step, banks.grid), view.heatMap.metric);
    this.#table.replaceChildren(makeTable("load-table", loadTable(trace, view, banks)));
    this.#ofHead.show(`Query head ${view.queryHead}, step ${view.step}`, ofHead);
    this.#ofStack.show(`Stack, step ${view.step}`, ofStack);
    this.#meanings.show([...ofHead, ...ofStack]);
  }
}
