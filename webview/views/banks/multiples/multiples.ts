import { ColourBar } from "../../../parts/heat-map/colour-bar";
import { readLook } from "../../../parts/heat-map/drawing/read-look";
import { onThemeChange } from "../../../parts/charts/theme";
import { element } from "../../../parts/dom/element";
import { NextFrame } from "../../../parts/dom/next-frame";
import type { CellRange } from "../../../parts/heat-map/marking/cell-range";
import type { Cell, Grid } from "../../../parts/heat-map/matrix";
import type { Viewport } from "../../../parts/heat-map/viewport";
import type { ShownBanks } from "../shown-banks";
import { fitMultiples, multipleGap } from "./fit-multiples";
import { RunMultiple, type Heading } from "./run-multiple";
import { shareViewport } from "./share-viewport";

/** What is done at the heat maps. */
export interface MultiplesListener {
  onPick(run: number, cell: Cell): void;
  onWork(run: number): void;
  onViewport(viewport: Viewport | null): void;
  onRange(run: number, range: CellRange | null): void;
  onNotice(text: string): void;
}

/** How a run is headed, but for what is said of it. */
export type RunHeading = Omit<Heading, "verdict" | "name">;

/** Around all of them, on both sides. */
const padding = 10;

/** One heat map per run, all of them on one scale, with one part in view and one cursor. */
export class Multiples {
  readonly #maps = new Map<number, RunMultiple>();
  readonly #grid = element("div", { class: "multiples" });
  readonly #bar = new ColourBar();
  readonly #frame = new NextFrame(() => this.#drawBar());
  #look = readLook();
  #shown: readonly ShownBanks[] = [];
  #worked: ShownBanks | undefined;
  readonly element = element("div", { class: "multiples-place" }, this.#grid, this.#bar.element);

  constructor(private readonly listener: MultiplesListener) {
    new ResizeObserver(() => this.#fit()).observe(this.element);
    onThemeChange(() => {
      this.#look = readLook();
      this.#frame.ask();
    });
  }

  get width(): number {
    return this.element.clientWidth;
  }

  /** The run that is worked on, or the first where it is not shown. */
  get worked(): ShownBanks | undefined {
    return this.#worked;
  }

  mapOf(run: number) {
    return this.#maps.get(run)?.map;
  }

  /** @param headings of the runs of `shown` */
  show(shown: readonly ShownBanks[], headings: readonly RunHeading[]): void {
    this.#shown = shown;
    this.#worked = shown.find((_, index) => headings[index].isWorkedOn) ?? shown.at(0);
    const places = shown.map(({ run }) => this.#multipleOf(run));
    const elements = places.map((place) => place.element);
    if (elements.some((place, index) => place !== this.#grid.children[index])) {
      this.#grid.replaceChildren(...elements);
    }
    while (this.#grid.children.length > elements.length) this.#grid.lastElementChild?.remove();
    this.#fit();
    shown.forEach(({ banks, picture, verdict, waiting }, index) => {
      const heading = { ...headings[index], name: banks.name, verdict };
      places[index].show(heading, picture, waiting);
    });
    this.#frame.ask();
  }

  /** What is in view and what is marked, in cells of the run that is worked on. */
  showPlace(viewport: Viewport | null, range: CellRange | null): void {
    const own = this.#worked?.picture.matrix;
    if (!own) return;
    for (const { run, picture } of this.#shown) {
      const map = this.mapOf(run);
      map?.showViewport(viewport && shareViewport(viewport, own, picture.matrix));
      map?.showRange(isSameGrid(own, picture.matrix) ? range : null);
    }
  }

  #multipleOf(run: number): RunMultiple {
    const known = this.#maps.get(run);
    if (known) return known;
    const made = new RunMultiple(
      run,
      {
        onPick: (cell) => this.listener.onPick(run, cell),
        onPoint: (cell, position) => this.#point(run, cell, position),
        onViewport: (viewport) => this.#follow(run, viewport),
        onRange: (range) => this.listener.onRange(run, range),
        onNotice: (text) => this.listener.onNotice(text),
      },
      () => this.listener.onWork(run),
    );
    this.#maps.set(run, made);
    return made;
  }

  #point(run: number, cell: Cell | undefined, position: number | undefined): void {
    this.#bar.point(position);
    const own = this.#pictureOf(run)?.matrix;
    for (const other of this.#shown) {
      const isLike = own && isSameGrid(own, other.picture.matrix);
      if (other.run !== run && isLike) this.mapOf(other.run)?.echo(cell);
    }
  }

  #follow(run: number, viewport: Viewport | null): void {
    const [from, to] = [this.#pictureOf(run)?.matrix, this.#worked?.picture.matrix];
    if (from && to) this.listener.onViewport(viewport && shareViewport(viewport, from, to));
  }

  #pictureOf(run: number) {
    return this.#shown.find((one) => one.run === run)?.picture;
  }

  #fit(): void {
    const { clientWidth, clientHeight } = this.element;
    const width = clientWidth - this.#bar.element.offsetWidth - multipleGap - padding;
    if (width <= 0 || this.#shown.length === 0) return;
    const { columns, height } = fitMultiples(this.#shown.length, width, clientHeight - padding);
    this.#grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    this.#grid.style.gridAutoRows = `${height}px`;
    this.#frame.ask();
  }

  /** Beside the cells of all rows of maps: from the first's to the last's. */
  #drawBar(): void {
    const first = this.#shown.at(0);
    const top = this.#cellsOf(first)?.top;
    const bottom = this.#cellsOf(this.#shown.at(-1))?.bottom;
    if (!first || top === undefined || bottom === undefined) return;
    this.#bar.draw(first.picture, { top, height: bottom - top }, this.#look);
  }

  /** Where the cells of a map lie in the place of all maps, in pixels. */
  #cellsOf(shown: ShownBanks | undefined) {
    const map = shown && this.mapOf(shown.run);
    const plot = map?.screen.plot;
    if (!map || !plot) return undefined;
    const above =
      map.element.getBoundingClientRect().top - this.element.getBoundingClientRect().top;
    const top = plot.top + above + this.element.scrollTop;
    return { top, bottom: top + plot.height };
  }
}

function isSameGrid(a: Grid, b: Grid): boolean {
  return a.rows === b.rows && a.columns === b.columns;
}
