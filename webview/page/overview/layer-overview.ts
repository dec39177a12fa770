import type { ComparedFigure } from "../../../src/shared/protocol";
import { comparedFigures } from "../../../src/shared/protocol/view-state";
import { groupSize } from "../../../src/shared/heads";
import { colourTable } from "../../parts/colours/colour-map";
import { hexColour } from "../../parts/colours/hex-colour";
import { makeDropdown } from "../../parts/controls/dropdown";
import { makePlainButton } from "../../parts/controls/plain-button";
import { element, setAttributes, setText } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { formatShare } from "../../../src/shared/format/number";
import { formatQuantity } from "../../../src/shared/format/quantity";
import { changeView, survey, type PageStore } from "../../state/page-state";
import { measureOf } from "../../state/runs/measures";
import { movedBy, type GridPlace } from "./grid-cursor";
import { layerFigures, type LayerFigures } from "./layer-figures";

/** One figure of the shown run over layers and KV heads; a cell picks its layer and head. */
export class LayerOverview {
  readonly #grid = element("div", { id: "overview", role: "grid", tabindex: 0 });
  readonly #said = element("p", { class: "note", id: "overview-said", "aria-live": "polite" });
  readonly element: HTMLElement;
  readonly #table = colourTable("viridis");
  #figure: ComparedFigure = "wasted";
  #layers: readonly LayerFigures[] = [];
  #at: GridPlace = { row: 0, column: 0 };

  /** @param onPick told when a cell was picked */
  constructor(
    private readonly store: PageStore,
    private readonly onPick: () => void,
  ) {
    const figure = makeDropdown<ComparedFigure>("overview-figure", (value) => {
      this.#figure = value;
      this.show();
    });
    const choices = comparedFigures.map((value) => ({ value, label: measureOf(value).label }));
    figure.show(choices, this.#figure);
    const compute = makePlainButton({ id: "overview-compute", class: "text-button" }, () => {
      survey(store, !store.state.further.isSurveying);
    });
    this.#grid.addEventListener("keydown", (event) => this.#onKey(event));
    this.element = element(
      "div",
      { class: "overview" },
      labelled("Layers by KV heads", figure.element),
      this.#grid,
      this.#said,
      compute.element,
    );
    store.watch(
      ({ trace, further }) => [trace, further.isSurveying, further.waiting.overview],
      () => {
        const { isSurveying, waiting } = store.state.further;
        const isBusy = isSurveying && waiting.overview > 0;
        const left = `Stop: ${waiting.overview} layers left`;
        setText(compute.element, isBusy ? left : "Compute all layers");
      },
    );
    store.watch(
      ({ trace, view, further }) => [trace, view.runs, view.shownRun, further.known],
      () => this.#refresh(),
    );
  }

  /** Brings it up to date where it is on screen, the cursor at the shown layer and head. */
  show(): void {
    const { trace, view } = this.store.state;
    const row = trace.header.layers.findIndex(({ id }) => id === view.layer);
    this.#at = { row: Math.max(0, row), column: view.kvHead };
    this.#draw();
  }

  #refresh(): void {
    if (this.element.checkVisibility()) this.#draw();
  }

  #draw(): void {
    this.#layers = layerFigures(this.store.state, this.#figure);
    const { label, isShare } = measureOf(this.#figure);
    const values = this.#layers.flatMap(({ heads }) => heads.flatMap((value) => value ?? []));
    const known = values.filter(Number.isFinite);
    const [low, high] = isShare ? [0, 1] : [Math.min(...known), Math.max(...known)];
    const colourOf = (value: number) => {
      const share = high > low ? (value - low) / (high - low) : 0;
      return hexColour(this.#table[Math.round(255 * Math.max(0, Math.min(1, share)))]);
    };
    this.#grid.setAttribute("aria-label", `${label} by layer and KV head`);
    this.#grid.replaceChildren(
      ...this.#layers.map(({ layer, heads }, row) => {
        const cells = heads.map((value, column) => {
          const attributes = { id: cellId(row, column), role: "gridcell", class: "overview-cell" };
          const cell = element("span", { ...attributes, title: this.#textOf(row, column) });
          cell.setAttribute("aria-label", this.#textOf(row, column));
          if (value === undefined || !Number.isFinite(value)) cell.classList.add("unknown");
          else cell.style.backgroundColor = colourOf(value);
          cell.addEventListener("click", () => this.#pick({ row, column }));
          return cell;
        });
        const name = element("span", { role: "rowheader", class: "overview-layer" }, `${layer}`);
        return element("div", { role: "row", class: "overview-row" }, name, ...cells);
      }),
    );
    this.#mark();
  }

  #mark(): void {
    const { row, column } = this.#at;
    for (const marked of this.#grid.querySelectorAll("[aria-selected]")) {
      marked.removeAttribute("aria-selected");
    }
    const cell = this.#grid.children.item(row)?.children.item(column + 1);
    if (cell) setAttributes(cell, { "aria-selected": "true" });
    cell?.scrollIntoView({ block: "nearest" });
    setAttributes(this.#grid, { "aria-activedescendant": cellId(row, column) });
    setText(this.#said, this.#textOf(row, column));
  }

  #textOf(row: number, column: number): string {
    const found = this.#layers.at(row);
    if (!found) return "";
    const { label, unit, isShare } = measureOf(this.#figure);
    const value = found.heads.at(column);
    const place = `Layer ${found.layer}, KV head ${column}`;
    if (value === undefined) return `${place}: not computed`;
    return `${place}: ${label.toLowerCase()} ${isShare ? formatShare(value) : formatQuantity(value, unit)}`;
  }

  #pick({ row, column }: GridPlace): void {
    const { trace } = this.store.state;
    const found = this.#layers.at(row);
    if (!found) return;
    const queryHead = column * groupSize(trace.header);
    changeView(this.store, { layer: found.layer, kvHead: column, queryHead });
    this.onPick();
  }

  #onKey(event: KeyboardEvent): void {
    const { header } = this.store.state.trace;
    const moved = movedBy(event.key, this.#at, this.#layers.length, header.kvHeads);
    if (event.key === "Enter" || event.key === " ") this.#pick(this.#at);
    else if (moved) {
      this.#at = moved;
      this.#mark();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function cellId(row: number, column: number): string {
  return `overview-${row}-${column}`;
}
