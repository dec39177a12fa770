import { makeMessageBar } from "../parts/controls/message-bar";
import { element } from "../parts/dom/element";
import type { ViewDrawings } from "../state/exporter";
import type { PageStore } from "../state/page-state";
import { DetailsDrawer } from "../views/details/details-drawer";
import { makeContextBar, type BarActions } from "./bar/context-bar";
import { makeStepPlayer } from "./bar/step-player";
import { listenToKeys } from "./keys/page-keys";
import { PictureArea } from "./picture-area";
import { RunsTable } from "./runs/runs-table";
import { StepStrip } from "./strip/step-strip";
import { makeTabRow } from "./tabs/tab-row";
import { viewMakers, type ViewNeeds } from "./views";

/**
 * Builds the page of an open trace into `place`; from then on it follows the store. The page never
 * scrolls: its parts share the window, and the picture takes what the others leave. Returns how its
 * views draw themselves for export.
 */
export function showInspector(place: Element, needs: ViewNeeds, actions: BarActions): ViewDrawings {
  const { store } = needs;
  // A panel beside the editor shows one view; the editor has the controls.
  place.classList.toggle("panel-page", store.state.trace.panel !== undefined);
  place.classList.add("frame");
  const drawer = new DetailsDrawer(store, needs.words);
  const area = new PictureArea(store, viewMakers(needs));
  const steps = makeStepPlayer(store);
  const bar = makeContextBar(store, steps, actions);
  listenToKeys(store, {
    player: steps.player,
    showDetails: () => focusFirst(drawer.element),
    passToPicture: (key) => area.pass(key),
    showShortcuts: () => bar.querySelector<HTMLElement>("#shortcuts")?.click(),
  });
  place.replaceChildren(
    makeName(store),
    makeSkipLink(area),
    bar,
    element("div", { class: "runs-place" }, new RunsTable(store).element),
    makeTabRow(store, area),
    element("div", { class: "page-body" }, area.element, drawer.element),
    new StepStrip(store).element,
    makeMessageBar(
      (show) => store.watch(({ message }) => message, show),
      () => store.update({ message: undefined }),
    ),
  );
  return (view) => area.view(view)?.drawings?.() ?? [];
}

/** The name is on the editor's tab; here it is for who hears the page. */
function makeName(store: PageStore): HTMLElement {
  const name = element("h1", { id: "trace-name", class: "visually-hidden" });
  store.watch(
    ({ trace }) => trace.name,
    (text) => void (name.textContent = text),
  );
  return name;
}

/** The first stop of the Tab key: over everything to the picture. */
function makeSkipLink(area: PictureArea): HTMLElement {
  const link = element(
    "a",
    { id: "skip", class: "skip-link", href: "#picture" },
    "Skip to the picture",
  );
  link.addEventListener("click", (event) => {
    event.preventDefault();
    area.focus();
  });
  return link;
}

function focusFirst(part: HTMLElement): void {
  part.querySelector<HTMLElement>("button")?.focus();
}
