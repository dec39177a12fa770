import type { RunsTableState } from "../../../src/shared/protocol";
import { makePlainButton } from "../../parts/controls/plain-button";
import { element, setAttributes } from "../../parts/dom/element";
import { actionsWidth, type Spread } from "./fitting-columns";
import type { Column } from "./columns";

/** A heading with the unit that its column is in. */
export interface Heading {
  readonly column: Column;
  readonly unit: string;
}

/** What the headings say beside names of figures. */
export interface HeadState extends Pick<RunsTableState, "order" | "descending"> {
  /** Name of the run that others are compared with; undefined where it is not known. */
  readonly baseline: string | undefined;
}

type Sorting = Pick<RunsTableState, "order" | "descending">;

/** The headings of the table; pressing one sorts. */
export class RunsHead {
  readonly #names: HTMLElement;
  readonly #end: HTMLElement;
  readonly #row: HTMLElement;
  readonly element: HTMLElement;
  readonly columns = element("colgroup");
  #cells: readonly HTMLElement[] = [];
  #sorting: Sorting = { order: null, descending: false };
  #shown = "";

  /**
   * @param scope what the figures are of, beside the heading of names
   * @param tools what stands above the rows' controls
   */
  constructor(
    private readonly sort: (change: Sorting) => void,
    scope: HTMLElement,
    ...tools: readonly HTMLElement[]
  ) {
    this.#names = this.#heading("run", "Run", "policy and budget");
    this.#names.append(element("div", { class: "run-heading" }, ...this.#names.childNodes, scope));
    const name = element("span", { class: "visually-hidden" }, "Actions");
    const end = element("div", { class: "run-tools-row" }, ...tools);
    this.#end = element("th", { scope: "col", class: "run-tools" }, name, end);
    this.#row = element("tr", {}, this.#names, this.#end);
    this.element = element("thead", {}, this.#row);
  }

  show(headings: readonly Heading[], state: HeadState): void {
    const key = JSON.stringify([headings.map(({ column, unit }) => [column.id, unit]), state]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#sorting = state;
    const focused = document.activeElement?.id ?? "";
    const cells = headings.map(({ column, unit }) => {
      const name = column.id === "ratio" ? `vs ${state.baseline ?? "baseline"}` : column.label;
      const label = unit === "" ? name : `${name}, ${unit}`;
      return this.#heading(column.id, label, column.meaning);
    });
    setAttributes(this.#names, { "aria-sort": this.#sortOf("run") });
    // What stands beside them stays in its place: a list that is open there would close.
    for (const cell of this.#cells) cell.remove();
    this.#end.before(...cells);
    this.#cells = cells;
    cells
      .map((cell) => cell.querySelector<HTMLElement>(".run-sort"))
      .find((button) => button?.id === focused)
      ?.focus();
  }

  /** Gives each column its pixels. */
  spread(columns: readonly Column[], { names, ...own }: Spread): void {
    const widths = columns.map(({ id, width }) => {
      return id === "reads" || id === "cycles" ? own[id] : width;
    });
    this.columns.replaceChildren(...[names, ...widths, actionsWidth].map(columnOf));
  }

  get controls(): readonly HTMLElement[] {
    return [...this.#row.querySelectorAll<HTMLElement>(".run-sort, .popover-holder > button")];
  }

  #heading(id: Column["id"] | "run", label: string, meaning: string): HTMLElement {
    const button = makePlainButton(
      { id: `runs-sort-${id}`, class: "run-sort", title: `${meaning}. Press to sort.` },
      () => {
        const { order, descending } = this.#sorting;
        // Up, down, and then the runs' own order again.
        if (order !== id) this.sort({ order: id, descending: false });
        else this.sort(descending ? { order: null, descending } : { order, descending: true });
      },
      label,
    );
    const cell = element("th", { scope: "col", "data-column": id }, button.element);
    setAttributes(cell, { "aria-sort": this.#sortOf(id) });
    return cell;
  }

  #sortOf(id: Column["id"] | "run"): "ascending" | "descending" | "none" {
    const { order, descending } = this.#sorting;
    if (order !== id) return "none";
    return descending ? "descending" : "ascending";
  }
}

function columnOf(width: number): HTMLElement {
  const column = element("col");
  column.style.width = `${width}px`;
  return column;
}
