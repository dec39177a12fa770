import { defaultView } from "../../../src/shared/default-view";
import { makeIconButton } from "../../parts/controls/icon-button";
import { makePlainButton } from "../../parts/controls/plain-button";
import { makePopover } from "../../parts/controls/popover";
import { element } from "../../parts/dom/element";
import { changeRunsTable, type PageStore } from "../../state/page-state";
import { runColumns } from "./columns";

/** A button behind which the columns of the table are chosen. */
export function makeColumnMenu(store: PageStore): HTMLElement {
  const button = makeIconButton("run-columns", "columns", "Columns", () => undefined);
  const boxes = runColumns.map(({ id, label, meaning }) => {
    const box = element("input", { type: "checkbox", id: `run-column-${id}` });
    box.addEventListener("change", () => {
      const chosen = new Set(store.state.view.runsTable.columns);
      if (box.checked) chosen.add(id);
      else chosen.delete(id);
      const columns = runColumns.map((column) => column.id).filter((each) => chosen.has(each));
      changeRunsTable(store, { columns });
    });
    return { id, box, row: element("label", { class: "check-row", title: meaning }, box, label) };
  });
  const reset = makePlainButton(
    { id: "run-columns-reset", class: "text-button" },
    () => changeRunsTable(store, { columns: defaultView.runsTable.columns }),
    "As at first",
  );
  const popover = makePopover("run-columns-list", "Columns", button.element, [
    element("div", { class: "check-list" }, ...boxes.map(({ row }) => row)),
    reset.element,
  ]);
  store.watch(
    ({ view }) => view.runsTable.columns,
    (columns) => {
      for (const { id, box } of boxes) box.checked = columns.includes(id);
    },
  );
  return element("span", { class: "popover-holder" }, button.element, popover.element);
}
