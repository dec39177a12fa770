import type { ViewName } from "../../../src/shared/protocol";
import { makeIconButton } from "../../parts/controls/icon-button";
import { GridKeys } from "../../parts/controls/grid-keys";
import { Menu } from "../../parts/controls/menu";
import { makePopover } from "../../parts/controls/popover";
import { element } from "../../parts/dom/element";
import { copyingItems, savingItems } from "../../parts/export/export-items";
import { speeds } from "../../parts/player/player";
import type { Exporter } from "../../state/exporter";
import type { PageStore } from "../../state/page-state";
import { FileView } from "../../views/file/file-view";
import { makeShortcutList } from "../keys/shortcut-list";
import { makeHeadControl, makeLayerControl } from "./head-control";
import { makeReloadNews } from "./reload-news";
import type { StepPlayer } from "./step-player";
import { makeWorkControl, type WorkActions } from "./work-control";

export interface BarActions extends WorkActions {
  exporter(): Exporter;
  /** Opens a panel beside the editor. */
  showBeside(view: ViewName): void;
}

/** Where the page is in the trace, and what can be done with all of it. */
export function makeContextBar(
  store: PageStore,
  { player, text }: StepPlayer,
  actions: BarActions,
): HTMLElement {
  const layer = makeLayerControl(store);
  const head = makeHeadControl(store);
  const work = makeWorkControl(store, player.playButton, actions);
  const [first, previous, , next, last] = player.buttons;
  const beside = makeIconButton("beside", "beside", "Show the picture beside", () => {
    actions.showBeside(store.state.view.view);
  });
  const exporting = makeIconButton("export", "export", "Export", () => undefined);
  const exportMenu = new Menu("Export", exporting, [
    ...savingItems(() => actions.exporter()),
    ...copyingItems(() => actions.exporter()),
  ]);
  store.watch(
    ({ simulation }) => (simulation.results?.heads.length ?? 0) > 0,
    (hasResults) => exportMenu.enable(hasResults),
  );
  const info = makeIconButton("file-info", "info", "What is in the file", () => undefined);
  const file = makePopover("file-facts", "File", info.element, [new FileView(store).element]);
  const help = makeIconButton("shortcuts", "help", "Keys", () => undefined, "?");
  const keys = makePopover("shortcut-list", "Keys", help.element, [makeShortcutList()]);
  const more = makeIconButton("more", "more", "More", () => undefined);
  const moreMenu = new Menu("More", more, [
    { id: "simulate-again", label: "Simulate again", act: () => actions.run() },
    ...speeds.map((speed) => ({
      id: `speed-${speed}`,
      label: `Play ${speed === "1" ? "1 step" : `${speed} steps`} per second`,
      act: () => void (player.speed = speed),
      isOn: () => player.speed === speed,
    })),
  ]);
  const bar = element(
    "div",
    { class: "bar-tools", role: "toolbar", "aria-label": "Layer, head and step" },
    layer.button,
    layer.popover,
    head.button,
    head.popover,
    element("span", { class: "player-buttons" }, first, previous, work.button, next, last),
    element("span", { class: "step-slider" }, player.slider),
    text,
    element("span", { class: "spring" }),
    makeReloadNews(store),
    beside.element,
    exportMenu.element,
    info.element,
    file.element,
    moreMenu.element,
    help.element,
    keys.element,
  );
  const controls = () => [
    ...[layer.button, head.button, first, previous],
    ...work.button.querySelectorAll<HTMLElement>("button"),
    ...[next, last, beside.element, exporting.element, info.element, more.element, help.element],
  ];
  // The slider keeps its own stop of the Tab key, as arrow keys move it.
  new GridKeys(bar, () => [controls()]).enterAt(layer.button);
  return element("div", { class: "context-bar" }, bar, work.line);
}
