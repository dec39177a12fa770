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

/** The headings of the table; pressing one sorts. */
export class RunsHead {
  readonly #row = element("tr");
  readonly element = element("thead", {}, this.#row);
  readonly columns = element("colgroup");
  readonly #end: HTMLElement;
  #shown = "";

  /**
   * @param scope what the figures are of, beside the heading of names
   * @param tools what stands above the rows' controls
   */
  constructor(
    private readonly sort: (change: Pick<RunsTableState, "order" | "descending">) => void,
    private readonly scope: HTMLElement,
    ...tools: readonly HTMLElement[]
  ) {
    const name = element("span", { class: "visually-hidden" }, "Actions");
    const end = element("div", { class: "run-tools-row" }, ...tools);
    this.#end = element("th", { scope: "col", class: "run-tools" }, name, end);
  }

  show(headings: readonly Heading[], state: HeadState): void {
    const key = JSON.stringify([headings.map(({ column, unit }) => [column.id, unit]), state]);
    if (key === this.#shown) return;
    this.#shown = key;
    const focused = document.activeElement?.id ?? "";
    const cells = headings.map(({ column, unit }) => {
      const name = column.id === "ratio" ? `vs ${state.baseline ?? "baseline"}` : column.label;
      const label = unit === "" ? name : `${name}, ${unit}`;
      return this.#heading(column.id, label, column.meaning, state);
    });
    const runs = this.#heading("run", "Run", "policy and budget", state);
    const names = element("div", { class: "run-heading" }, ...runs.childNodes, this.scope);
    runs.append(names);
    this.#row.replaceChildren(runs, ...cells, this.#end);
    if (this.#row.querySelector(`[id="${focused}"]`)) document.getElementById(focused)?.focus();
  }

  /** Gives each column its pixels. */
  spread(columns: readonly Column[], { names, reads }: Spread): void {
    const widths = columns.map(({ id, width }) => (id === "reads" ? reads : width));
    this.columns.replaceChildren(...[names, ...widths, actionsWidth].map(columnOf));
  }

  get controls(): readonly HTMLElement[] {
    return [...this.#row.querySelectorAll<HTMLElement>(".run-sort, .popover-holder > button")];
  }

  #heading(
    id: Column["id"] | "run",
    label: string,
    meaning: string,
    { order, descending }: HeadState,
  ): HTMLElement {
    const isSorted = order === id;
    const button = makePlainButton(
      { id: `runs-sort-${id}`, class: "run-sort", title: `${meaning}. Press to sort.` },
      () => {
        // Up, down, and then the runs' own order again.
        if (!isSorted) this.sort({ order: id, descending: false });
        else this.sort(descending ? { order: null, descending } : { order, descending: true });
      },
      label,
    );
    const sorted = descending ? "descending" : "ascending";
    const cell = element("th", { scope: "col", "data-column": id }, button.element);
    setAttributes(cell, { "aria-sort": isSorted ? sorted : "none" });
    return cell;
  }
}

function columnOf(width: number): HTMLElement {
  const column = element("col");
  column.style.width = `${width}px`;
  return column;
}
