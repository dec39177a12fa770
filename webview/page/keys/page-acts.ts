import type { PageActionName } from "../../../src/shared/page-actions";
import type { ViewName } from "../../../src/shared/protocol";
import type { Player } from "../../parts/player/player";
import { changeView, type PageStore } from "../../state/page-state";
import { markSteps } from "../../state/view/step-range";

/** What the actions of a page need of its parts. */
export interface ActingParts {
  readonly player: Player;
  /** Puts the focus on the details of what is picked. */
  readonly showDetails: () => void;
  /** Hands the shown picture a key of its own. */
  readonly passToPicture: (key: string) => void;
  /** Moves the run that is worked on by so many rows. */
  readonly moveRun: (by: number) => void;
  /** Lets the user find something in the shown view, or else a token. */
  readonly find: () => void;
  /** Puts the shown picture into the clipboard. */
  readonly copyPicture: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly showShortcuts: () => void;
}

/** What each action does. */
export function pageActs(
  store: PageStore,
  parts: ActingParts,
): Readonly<Record<PageActionName, () => void>> {
  const { player, passToPicture } = parts;
  const show = (view: ViewName) => () => changeView(store, { view });
  return {
    stepBack: () => player.step(-1),
    stepForward: () => player.step(1),
    markStepsBack: () => markSteps(store, -1),
    markStepsForward: () => markSteps(store, 1),
    togglePlaying: () => player.toggle(),
    runAbove: () => showRun(store, -1),
    runBelow: () => showRun(store, 1),
    moveRunUp: () => parts.moveRun(-1),
    moveRunDown: () => parts.moveRun(1),
    previousLayer: () => showLayer(store, -1),
    nextLayer: () => showLayer(store, 1),
    showHeatMap: show("banks"),
    showTiming: show("time"),
    showTimeline: show("timeline"),
    showTokens: show("tokens"),
    showClusters: show("clusters"),
    showTradeOff: show("trade-off"),
    zoomIn: () => passToPicture("w"),
    zoomOut: () => passToPicture("s"),
    fitPicture: () => passToPicture("f"),
    showHotSpot: () => passToPicture("h"),
    find: parts.find,
    focusDetails: parts.showDetails,
    copyPicture: parts.copyPicture,
    undo: parts.undo,
    redo: parts.redo,
    showKeys: parts.showShortcuts,
  };
}

function showRun(store: PageStore, by: number): void {
  const { runs, shownRun } = store.state.view;
  const place = shownRun + by;
  if (place >= 0 && place < runs.length) changeView(store, { shownRun: place });
}

function showLayer(store: PageStore, by: number): void {
  const { trace, view } = store.state;
  const ids = trace.header.layers.map(({ id }) => id);
  const place = ids.indexOf(view.layer) + by;
  const layer = place >= 0 ? ids.at(place) : undefined;
  if (layer !== undefined) changeView(store, { layer });
}
