import { element } from "../dom/element";
import type { TableColumn, TableContent } from "./table-content";

/** A table that scrolls by itself, by keyboard too, when it is larger than its place. */
export function makeTable(id: string, { caption, columns, rows }: TableContent): HTMLElement {
  const heading = element("tr", {}, ...columns.map(makeHeading));
  const body = rows.map(({ head, cells, marked }) =>
    element(
      "tr",
      { class: marked && "marked" },
      element("th", { scope: "row" }, head),
      ...cells.map((cell) => element("td", {}, cell)),
    ),
  );
  const title = element("p", { id: `${id}-caption`, class: "note" }, caption);
  const table = element(
    "table",
    { id, "aria-labelledby": title.id },
    element("thead", {}, heading),
    element("tbody", {}, ...body),
  );
  const attributes = { class: "table-holder", role: "region", tabindex: 0 };
  const holder = element("div", { ...attributes, "aria-labelledby": title.id }, table);
  return element("div", { class: "table-block" }, title, holder);
}

function makeHeading({ label, unit, meaning }: TableColumn): HTMLElement {
  const heading = element("th", { scope: "col", title: meaning }, label);
  if (unit !== undefined) heading.append(element("span", { class: "unit" }, unit));
  return heading;
}
