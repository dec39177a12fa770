import { nameRuns } from "../../../src/shared/run-names";
import { changeView, type PageStore } from "../../state/page-state";
import { makeDropdown } from "../../parts/controls/toolkit";

/** Which run the views of one run show. */
export function makeRunChoice(id: string, store: PageStore): HTMLElement {
  const run = makeDropdown(id, (value) => changeView(store, { shownRun: Number(value) }));
  store.watch(
    ({ trace, view }) => [trace.catalog, view.runs, view.shownRun],
    ([catalog, runs, shownRun]) => {
      const choices = nameRuns(runs, catalog).map((label, index) => ({ value: `${index}`, label }));
      run.show(choices, `${shownRun}`);
    },
  );
  return run.element;
}
