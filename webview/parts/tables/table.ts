import { element } from "../dom/element";
import type {
  ColumnSort,
  RatioCell,
  RowHead,
  TableColumn,
  TableContent,
  TableRow,
} from "./table-content";

/** A table that is shown once; see `Table`. */
export function makeTable(id: string, content: TableContent): HTMLElement {
  const table = new Table(id);
  table.show(content);
  return table.element;
}

/**
 * A table that scrolls by itself, by keyboard too, when it is larger than its place. Where it is
 * shown again, it stays scrolled as it was, and what had the focus has it.
 */
export class Table {
  readonly #caption: HTMLElement;
  readonly #head = element("thead");
  readonly #body = element("tbody");
  readonly element: HTMLElement;

  constructor(id: string) {
    this.#caption = element("p", { id: `${id}-caption`, class: "note" });
    const name = { "aria-labelledby": this.#caption.id };
    const table = element("table", { id, ...name }, this.#head, this.#body);
    const attributes = { class: "table-holder", role: "region", tabindex: 0, ...name };
    const holder = element("div", attributes, table);
    this.element = element("div", { class: "table-block" }, this.#caption, holder);
  }

  show({ caption, columns, rows }: TableContent): void {
    const focused = this.element.contains(document.activeElement) && document.activeElement?.id;
    this.#caption.textContent = caption;
    this.#head.replaceChildren(element("tr", {}, ...columns.map(makeHeading)));
    this.#body.replaceChildren(...rows.map(makeRow));
    if (focused) document.getElementById(focused)?.focus();
  }
}

function makeHeading({ label, unit, meaning, sort }: TableColumn): HTMLElement {
  const name = sort ? sortButton(label, sort) : label;
  const attributes = { scope: "col", title: meaning, "aria-sort": sort?.direction };
  const heading = element("th", attributes, name);
  if (unit !== undefined) heading.append(element("span", { class: "unit" }, unit));
  return heading;
}

function sortButton(label: string, { id, onSort }: ColumnSort): HTMLElement {
  const button = element("button", { id, class: "sort", type: "button" }, label);
  button.addEventListener("click", onSort);
  return button;
}

function makeRow({ head, cells, marked }: TableRow): HTMLElement {
  const name = typeof head === "string" ? [head] : rowHead(head);
  return element(
    "tr",
    { class: marked && "marked" },
    element("th", { scope: "row" }, ...name),
    ...cells.map(makeCell),
  );
}

function rowHead({ text, note, pick }: RowHead): HTMLElement[] {
  const below = element("span", { class: "unit" }, note);
  if (!pick) return [element("span", {}, text), below];
  const { id, isPicked, onPick } = pick;
  const attributes = { id, class: "pick", type: "button", "aria-pressed": `${isPicked}` };
  const button = element("button", attributes, text);
  button.addEventListener("click", onPick);
  return [button, below];
}

function makeCell(cell: string | RatioCell): HTMLElement {
  if (typeof cell === "string") return element("td", {}, cell);
  const made = element("td", {}, cell.value);
  if (cell.ratio !== "") made.append(" ", element("span", { class: "ratio" }, cell.ratio));
  return made;
}
