import { makeMessageBar } from "../../parts/controls/message-bar";
import { element, setText } from "../../parts/dom/element";
import { formatCount } from "../../../src/shared/format/number";
import { makeTable } from "../../parts/tables/table";
import { ArraysExporter } from "./arrays-exporter";
import { ChartsView } from "./strategies/charts-view";
import { MapView } from "./map/map-view";
import { makeParameterControls } from "./weights/parameter-controls";
import { ProjectionCard } from "./weights/projection-card";
import { makeRunBar } from "./run-bar";
import type { ArraysConnection, ArraysStore } from "./state";
import { constantsTable } from "./strategies/strategy-tables";
import type { StudyRunner } from "./weights/study-runner";
import { makeWeightsControls } from "./weights/weights-controls";

/** Builds the page of block-diagonal weights into `place`; from then on it follows the store. */
export function showArrays(
  place: Element,
  store: ArraysStore,
  connection: ArraysConnection,
  runner: StudyRunner,
): { readonly projection: ProjectionCard; readonly exporter: ArraysExporter } {
  const map = new MapView(store);
  const charts = new ChartsView(store);
  const projection = new ProjectionCard(store, connection);
  const exporter = new ArraysExporter(connection, store, () => [
    ...map.drawings(),
    ...charts.drawings(),
  ]);
  const views = element("div", { class: "views view" });
  views.append(map.element, charts.element, projection.element, makeConstants(store));
  const empty = element("p", { class: "empty", "data-test": "arrays-empty" });
  empty.textContent = "Arrays appear here once the weights are mapped.";
  store.watch(
    ({ study }) => [study.phase, study.summary],
    ([phase, summary]) => {
      empty.hidden = summary !== undefined;
      views.hidden = summary === undefined;
      views.classList.toggle("stale", phase !== "complete");
    },
  );
  place.classList.add("arrays-page");
  place.replaceChildren(
    element(
      "h1",
      { id: "arrays-name", class: "visually-hidden" },
      "Block-diagonal weights on arrays",
    ),
    element(
      "div",
      { class: "context-bar" },
      element(
        "div",
        { class: "bar-tools" },
        makeWeightsControls(store, connection),
        makeFacts(store),
        element("span", { class: "spring" }),
        makeRunBar(store, runner, () => exporter),
      ),
    ),
    element(
      "div",
      { class: "arrays-body" },
      makeParameterControls(store),
      element("div", { class: "views" }, empty, views),
    ),
    makeMessageBar(
      (show) => store.watch(({ message }) => message, show),
      () => store.update({ message: undefined }),
    ),
  );
  return { projection, exporter };
}

/** How large the weights are. */
function makeFacts(store: ArraysStore): HTMLElement {
  const facts = element("span", { id: "facts", class: "note" });
  store.watch(
    ({ study }) => study.summary,
    (summary) => {
      if (!summary) return;
      const layers = `${formatCount(summary.layers.length)} linear layers`;
      setText(facts, `${layers}, ${formatCount(summary.denseParameters)} dense weights`);
    },
  );
  return facts;
}

function makeConstants(store: ArraysStore): HTMLElement {
  const holder = element("div");
  store.watch(
    ({ view }) => view.configuration.preset,
    (preset) => {
      const constants = store.state.catalog.constants[preset] ?? [];
      holder.replaceChildren(makeTable("constants-table", constantsTable(preset, constants)));
    },
  );
  return element(
    "details",
    { class: "as-table" },
    element("summary", { id: "show-constants" }, "Constants and their sources"),
    holder,
  );
}
