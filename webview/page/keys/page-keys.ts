import type { PageStore } from "../../state/page-state";
import { changeView } from "../../state/page-state";
import type { Player } from "../../parts/player/player";
import { viewTabs } from "../tabs/view-tabs";

/** What keys do besides changing the state. */
export interface KeyActions {
  readonly player: Player;
  /** Puts the focus on the details of what is picked. */
  readonly showDetails: () => void;
  /** Puts the focus on the picture and hands it a key of its own. */
  readonly passToPicture: (key: string) => void;
  readonly showShortcuts: () => void;
}

/** Controls in which a key means what it means there. */
const controls =
  "input, select, textarea, [role='menu'], [role='listbox'], .popover, [contenteditable]";

/**
 * Keys of the whole page, wherever the focus is: but where a control took a key for itself, or where
 * keys are typed, it is left alone.
 */
export function listenToKeys(store: PageStore, actions: KeyActions): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(controls) && event.key !== "Escape") return;
    // These press the button that has the focus.
    if ((event.key === " " || event.key === "Enter") && target.closest("button, summary, a"))
      return;
    const act = actionOf(event.key, store, actions);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actionOf(
  key: string,
  store: PageStore,
  { player, showDetails, passToPicture, showShortcuts }: KeyActions,
): (() => void) | undefined {
  const { view } = store.state;
  const tab = /^[1-6]$/.test(key) ? viewTabs.at(Number(key) - 1) : undefined;
  if (tab) return () => changeView(store, { view: tab.name });
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case "ArrowLeft":
    case "a":
      return () => player.step(-1);
    case "ArrowRight":
    case "d":
      return () => player.step(1);
    case " ":
    case "p":
      return () => player.toggle();
    case "ArrowUp":
      return () => showRun(store, view.shownRun - 1);
    case "ArrowDown":
      return () => showRun(store, view.shownRun + 1);
    case "[":
      return () => showLayer(store, -1);
    case "]":
      return () => showLayer(store, 1);
    case "f":
      return () => passToPicture("0");
    case "h":
      return () => passToPicture("n");
    case ".":
      return showDetails;
    case "?":
      return showShortcuts;
    default:
      return undefined;
  }
}

function showRun(store: PageStore, place: number): void {
  const { runs } = store.state.view;
  if (place >= 0 && place < runs.length) changeView(store, { shownRun: place });
}

function showLayer(store: PageStore, by: number): void {
  const { trace, view } = store.state;
  const ids = trace.header.layers.map(({ id }) => id);
  const layer = ids.at(ids.indexOf(view.layer) + by);
  if (ids.indexOf(view.layer) + by >= 0 && layer !== undefined) changeView(store, { layer });
}
