import type { RunPlace } from "../../../src/shared/protocol";
import { makeDropdown } from "../../parts/controls/dropdown";
import { makeCheckbox } from "../../parts/controls/toolkit";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeCompare, type PageStore } from "../../state/page-state";
import { allRuns, compareRuns, keyOf } from "../../state/runs/compared-runs";

/** What is chosen rarely: the baseline, also of other results, and the plot as a table. */
export function makeTradeOffSettings(
  store: PageStore,
  showTable: (shown: boolean) => void,
): HTMLElement {
  const baseline = makeDropdown("trade-off-baseline", (value) => {
    changeCompare(store, { baseline: placeOf(value) });
  });
  const table = makeCheckbox("trade-off-show-table", "Show as table", showTable);
  store.watch(
    ({ trace, view, simulation, previous, second }) => [
      ...[trace, view.compare.baseline, view.runs],
      ...[simulation.results?.plan, previous, second],
    ],
    () => {
      const all = allRuns(store.state);
      const chosen = compareRuns(all, store.state.view)?.baseline.place;
      const choices = all.map(({ place, name }) => ({ value: keyOf(place), label: name }));
      baseline.show(choices, chosen ? keyOf(chosen) : "");
    },
  );
  return element(
    "div",
    { class: "settings-list" },
    labelled("Baseline", baseline.element),
    table.element,
  );
}

function placeOf(key: string): RunPlace {
  const [source, run] = key.split("-");
  return { source: source as RunPlace["source"], run: Number(run) };
}
