import type { CimView } from "../../../../src/shared/protocol/cim";
import { FigureList } from "../../../parts/figures/figure-list";
import { onThemeChange } from "../../../parts/charts/theme";
import { element, setText } from "../../../parts/dom/element";
import type { Drawing } from "../../../parts/export/drawing";
import { drawHeatMap } from "../../../parts/export/heat-map-drawing";
import { formatCount } from "../../../../src/shared/format/number";
import { HeatMap } from "../../../parts/heat-map/heat-map";
import { makeHeatMapTools } from "../../../parts/heat-map/heat-map-tools";
import type { Cell } from "../../../parts/heat-map/matrix";
import type { Picture } from "../../../parts/heat-map/picture";
import { themedTable } from "../../../parts/colours/theme-colours";
import { makeTable } from "../../../parts/tables/table";
import { arrayPicture, blockUnder, isTooFine } from "./array-picture";
import { makeMapControls } from "./map-controls";
import { mapTable } from "./map-table";
import { arraysPerRow, overviewPicture } from "./overview-picture";
import { makeSchedulePlayer } from "../player/schedule-player";
import { playerTicks } from "../player/player-ticks";
import {
  asStudied,
  changeView,
  shownStrategy,
  type ArraysState,
  type ArraysStore,
  type ShownArray,
} from "../state";
import { strategyFigures } from "../strategies/strategy-figures";

/** All arrays of a strategy or one of them, and the schedule as it is played. */
export class MapView {
  readonly #title = element("h2", { id: "map-title" });
  readonly #note = element("p", { class: "note" });
  readonly #map: HeatMap;
  readonly #figures = new FigureList();
  readonly #table = element("div");
  readonly #asTable = element(
    "details",
    { class: "as-table" },
    element("summary", { id: "map-show-table" }, "Show as table"),
    this.#table,
  );
  readonly element: HTMLElement;

  constructor(private readonly store: ArraysStore) {
    this.#map = new HeatMap("array-map", {
      onPick: (cell) => this.#pick(cell),
      onNotice: (text) => store.update({ message: { kind: "information", text } }),
    });
    const figures = element("aside", {
      class: "figures-card",
      "aria-label": "Strategy in figures",
    });
    figures.append(this.#figures.element);
    const card = element("div", { class: "heat-map-card" });
    card.append(
      this.#title,
      this.#note,
      this.#map.element,
      makeHeatMapTools("array-map", this.#map, "equal"),
      makeSchedulePlayer(store),
      this.#asTable,
    );
    this.element = element(
      "section",
      { class: "view", "aria-label": "Arrays" },
      makeMapControls(store),
      element("div", { class: "banks-columns" }, card, figures),
    );
    this.#asTable.addEventListener("toggle", () => this.#show(store.state));
    onThemeChange(() => this.#show(store.state));
    store.watch(
      ({ view, study, arrays, array, turn }) => [view, study.summary, arrays, array, turn],
      () => this.#show(store.state),
    );
  }

  /** The heat map as it is in view, for export. */
  drawings(): Drawing[] {
    const picture = this.#map.inView;
    if (!picture) return [];
    return [drawHeatMap(this.#title.textContent, picture, themedTable(picture.colours))];
  }

  #show(current: ArraysState): void {
    const state = asStudied(current);
    const shown = shownStrategy(state);
    if (!shown || !state.study.summary) return;
    this.#figures.show(
      state.catalog.strategyNames[shown.strategy],
      strategyFigures(shown, state.study.summary, state.view.configuration),
    );
    const name = state.catalog.strategyNames[shown.strategy];
    const { view } = state;
    const picture = view.array === null ? overviewOf(state, name) : arrayOf(state, name);
    if (!picture) {
      this.#explainMissing(state);
      return;
    }
    this.#map.element.hidden = false;
    this.#map.element.classList.toggle("square", view.array !== null);
    this.#map.show(picture);
    setText(this.#title, titleOf(state, name));
    setText(this.#note, view.array === null ? overviewNote : arrayNote);
    if (!this.#asTable.open) return;
    this.#table.replaceChildren(makeTable("map-table", mapTable(state)));
  }

  #explainMissing({ array, view }: ArraysState): void {
    if (array === undefined || !isShown(array, view)) return;
    const { arraySize } = view.configuration;
    if (!isTooFine(arraySize, array.blockSize)) return;
    this.#map.element.hidden = true;
    const slots = formatCount(arraySize / array.blockSize);
    setText(this.#note, `An array of ${slots} × ${slots} slots is too fine to be drawn.`);
  }

  /** Opens an array, or goes to the step that works on a block. */
  #pick(cell: Cell): void {
    const { view, array, arrays } = asStudied(this.store.state);
    if (view.array === null) {
      const count = arrays?.columns.occupancy.length ?? 0;
      const picked = cell.row * arraysPerRow(count) + cell.column;
      if (picked < count) changeView(this.store, { array: picked });
      return;
    }
    if (array === undefined) return;
    const block = blockUnder(array, view, cell);
    if (block === undefined || !array.steps.tick.includes(array.blocks.tick[block])) return;
    this.store.update({ isPlaying: false });
    changeView(this.store, { tick: array.blocks.tick[block] });
  }
}

function isShown(array: ShownArray, view: CimView): boolean {
  return array.array === view.array && array.strategy === view.strategy;
}

const overviewNote =
  "Frames are arrays that work in the step. Pick an array to look inside; blank is no array.";
const arrayNote =
  "Bands are rows that the step drives and columns that it reads. Pick a block to go to its step; blank cells are empty.";

function titleOf({ arrays, view, study }: ArraysState, name: string): string {
  const m = view.configuration.arraySize;
  const size = `${m} × ${m} cells`;
  if (view.array !== null) return `${name}: array ${formatCount(view.array)}, ${size}`;
  const count = arrays?.columns.occupancy.length ?? 0;
  const layers = study.summary?.layers.length ?? 0;
  return `${name}: ${formatCount(count)} arrays of ${size} for ${formatCount(layers)} layers`;
}

function overviewOf({ arrays, turn, view, study }: ArraysState, name: string): Picture | undefined {
  if (arrays?.strategy !== view.strategy || arrays.summary !== study.summary) return undefined;
  const isCurrent = turn?.strategy === view.strategy && turn.summary === study.summary;
  return overviewPicture(arrays, view, isCurrent ? turn : undefined, name);
}

function arrayOf(state: ArraysState, name: string): Picture | undefined {
  const { array, view, study } = state;
  const ticks = playerTicks(state);
  if (!ticks || !array || !study.summary || array.summary !== study.summary) return undefined;
  if (isTooFine(view.configuration.arraySize, array.blockSize)) return undefined;
  return arrayPicture(array, study.summary, view, name, ticks.tickAt(ticks.position));
}
