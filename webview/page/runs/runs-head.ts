import type { RunsTableState } from "../../../src/shared/protocol";
import { makePlainButton } from "../../parts/controls/plain-button";
import { element, setAttributes } from "../../parts/dom/element";
import { actionsWidth, nameWidth } from "./fitting-columns";
import type { Column } from "./columns";

/** A heading with the unit that its column is in. */
export interface Heading {
  readonly column: Column;
  readonly unit: string;
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
   * @param end what stands above the rows' controls
   */
  constructor(
    private readonly sort: (change: Pick<RunsTableState, "order" | "descending">) => void,
    private readonly scope: HTMLElement,
    end: HTMLElement,
  ) {
    const name = element("span", { class: "visually-hidden" }, "Actions");
    this.#end = element("th", { scope: "col", class: "run-tools" }, name, end);
  }

  show(headings: readonly Heading[], state: RunsTableState): void {
    const key = JSON.stringify([headings.map(({ column, unit }) => [column.id, unit]), state]);
    if (key === this.#shown) return;
    this.#shown = key;
    const focused = document.activeElement?.id ?? "";
    const cells = headings.map(({ column, unit }) => {
      const label = unit === "" ? column.label : `${column.label}, ${unit}`;
      return this.#heading(column.id, label, column.meaning, state);
    });
    const runs = this.#heading("run", "Run", "policy and budget", state);
    runs.append(this.scope);
    this.#row.replaceChildren(runs, ...cells, this.#end);
    this.columns.replaceChildren(
      columnOf(undefined),
      ...headings.map(({ column }) => columnOf(column.width)),
      columnOf(actionsWidth),
    );
    if (this.#row.querySelector(`[id="${focused}"]`)) document.getElementById(focused)?.focus();
  }

  get controls(): readonly HTMLElement[] {
    return [...this.#row.querySelectorAll<HTMLElement>(".run-sort, .popover-holder > button")];
  }

  #heading(
    id: Column["id"] | "run",
    label: string,
    meaning: string,
    { order, descending }: RunsTableState,
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

function columnOf(width: number | undefined): HTMLElement {
  const column = element("col");
  column.style.width = width === undefined ? "auto" : `${width}px`;
  if (width === undefined) column.style.minWidth = `${nameWidth}px`;
  return column;
}
