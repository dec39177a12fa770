import { makeMessageBar } from "../parts/controls/message-bar";
import { element } from "../parts/dom/element";
import type { PageActionName } from "../../src/shared/page-actions";
import type { ViewDrawings } from "../state/exporter";
import { changeView, type PageStore } from "../state/page-state";
import { DetailsDrawer } from "../views/details/details-drawer";
import { makeContextBar, type BarActions } from "./bar/context-bar";
import { makeStepPlayer } from "./bar/step-player";
import { pageActs, type ActingParts } from "./keys/page-acts";
import { listenToKeys } from "./keys/page-keys";
import { tellFocus } from "./keys/tell-focus";
import { PictureArea } from "./picture-area";
import { RunsTable } from "./runs/runs-table";
import { stripDrawings } from "./strip/strip-drawing";
import { StepStrip } from "./strip/step-strip";
import { makeTabRow } from "./tabs/tab-row";
import { viewMakers, type ViewNeeds } from "./views";

/** What can be done with a page from outside of it. */
export interface InspectorPage {
  /** How its views draw themselves for export. */
  readonly drawings: ViewDrawings;
  readonly act: (action: PageActionName) => void;
}

/** What the page asks of whoever shows it. */
export type InspectorActions = BarActions & Pick<ActingParts, "undo" | "redo" | "copyPicture">;

/**
 * Builds the page of an open trace into `place`; from then on it follows the store. The page never
 * scrolls: its parts share the window, and the picture takes what the others leave.
 */
export function showInspector(
  place: Element,
  needs: ViewNeeds,
  actions: InspectorActions,
): InspectorPage {
  const { store } = needs;
  // A panel beside the editor shows one view; the editor has the controls.
  place.classList.toggle("panel-page", store.state.trace.panel !== undefined);
  place.classList.add("frame");
  const drawer = new DetailsDrawer(store, needs.words);
  const area = new PictureArea(store, viewMakers(needs));
  const steps = makeStepPlayer(store);
  const bar = makeContextBar(store, steps, actions);
  const runs = new RunsTable(store);
  const acts = pageActs(store, {
    player: steps.player,
    showDetails: () => focusFirst(drawer.element),
    passToPicture: (key) => area.pass(key),
    moveRun: (by) => runs.moveShown(by),
    find: () => find(store, area),
    copyPicture: () => actions.copyPicture(),
    undo: () => actions.undo(),
    redo: () => actions.redo(),
    showShortcuts: () => bar.querySelector<HTMLElement>("#shortcuts")?.click(),
  });
  const act = (action: PageActionName) => acts[action]();
  listenToKeys(act);
  tellFocus(needs.connection);
  place.replaceChildren(
    makeName(store),
    makeSkipLink(area),
    bar,
    element("div", { class: "runs-place" }, runs.element),
    makeTabRow(store, area),
    element("div", { class: "page-body" }, area.element, drawer.element),
    new StepStrip(store).element,
    makeMessageBar(
      (show) => store.watch(({ message }) => message, show),
      () => store.update({ message: undefined }),
    ),
  );
  const drawings: ViewDrawings = (view) => {
    const own = area.view(view)?.drawings?.() ?? [];
    // What tokens cost and keep is read over steps.
    return view === "tokens" ? [...own, ...stripDrawings(store.state)] : own;
  };
  return { drawings, act };
}

/** Finds something in the shown view where that can, else a token. */
function find(store: PageStore, area: PictureArea): void {
  const shown = store.state.view.view;
  if (!area.view(shown)?.find) changeView(store, { view: "tokens" });
  // So that the field is on screen.
  store.flush();
  area.view(store.state.view.view)?.find?.();
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
