import { onThemeChange } from "../charts/theme";
import { clipRange, rangeBetween, type CellRange } from "./marking/cell-range";
import { cropPicture } from "./crop";
import { cellAt, moveCell } from "./geometry";
import type { Cell, Matrix } from "./matrix";
import { Gestures } from "./gestures";
import { keyAction, type KeyAction } from "./heat-map-keys";
import { HeatMapStage } from "./heat-map-stage";
import { hotCells, nextHotCell } from "./hot-cells";
import type { Picture } from "./picture";
import { rangeCsv } from "./marking/range-csv";
import { describeRange, describeViewport } from "./speech";
import {
  cellsInView,
  fitViewport,
  inside,
  isSameViewport,
  isWhole,
  panViewport,
  pointOf,
  revealCell,
  wholeViewport,
  zoomViewport,
  type Point,
  type Viewport,
} from "./viewport";

/** What a page wants to know of a heat map. */
export interface HeatMapListener {
  /** A cell was clicked, or Enter pressed at the cursor. */
  onPick(cell: Cell): void;
  /** The user zoomed or panned; null shows all. */
  onViewport?(viewport: Viewport | null): void;
  /** The user marked cells, or none any more. */
  onRange?(range: CellRange | null): void;
  /** Something happened that is not seen in the picture. */
  onNotice?(text: string): void;
}

/** One press of a key or button shows this many times as much, or as little. */
const zoomStep = 1.6;

/**
 * A heat map with a cursor for the mouse and the keyboard, a part of it in view, and a range of
 * marked cells.
 */
export class HeatMap {
  readonly #stage: HeatMapStage;
  #shown: Picture | undefined;
  #viewport: Viewport | undefined;
  #range: CellRange | undefined;
  /** Where marking with the keyboard began. */
  #anchor: Cell | undefined;
  /** Where the keyboard left the cursor. */
  #cursor: Cell | undefined;
  #hot: { readonly matrix: Matrix; readonly cells: readonly Cell[] } | undefined;
  #redrawing = false;

  /** @param id of the picture in the page */
  constructor(
    id: string,
    private readonly listener: HeatMapListener,
  ) {
    this.#stage = new HeatMapStage(id);
    const { picture } = this.#stage;
    new ResizeObserver(() => this.redraw()).observe(picture);
    onThemeChange(() => {
      if (this.#shown) this.#stage.show(this.#shown);
      this.redraw();
    });
    new Gestures(picture, {
      hover: (at, event) => this.#hover(at, event),
      leave: () => this.#point(this.#keyboardCell()),
      pick: (at) => this.#pick(this.#cellUnder(at)),
      pan: (by) => this.#changeViewport((now, grid) => panViewport(now, grid, by)),
      mark: (from, to) => this.#markBetween(from, to),
      zoom: (factor, columnsOnly, at) => {
        const factors = { rows: columnsOnly ? 1 : factor, columns: factor };
        return this.#changeViewport((now, grid) => zoomViewport(now, grid, factors, at));
      },
    });
    picture.addEventListener("keydown", (event) => this.#onKey(event));
    picture.addEventListener("blur", () => this.#point(undefined));
  }

  get element(): HTMLElement {
    return this.#stage.element;
  }

  /** The part that is in view, as a picture. */
  get inView(): Picture | undefined {
    return this.#shown && this.#viewport && cropPicture(this.#shown, this.#viewport);
  }

  show(picture: Picture): void {
    const before = this.#shown?.matrix;
    const { matrix } = picture;
    this.#shown = picture;
    const isSameGrid = matrix.rows === before?.rows && matrix.columns === before.columns;
    if (this.#viewport && isSameGrid) this.#viewport = fitViewport(this.#viewport, matrix);
    else {
      this.#viewport = wholeViewport(matrix);
      this.#cursor = undefined;
      this.#anchor = undefined;
    }
    this.#range = this.#range && clipRange(this.#range, matrix);
    this.#stage.show(picture);
    this.#point(this.#keyboardCell());
    this.redraw();
  }

  /** Brings a part of the shown picture into view; null shows all of it. */
  showViewport(viewport: Viewport | null): void {
    if (!this.#shown) return;
    const { matrix } = this.#shown;
    const next = viewport ? fitViewport(viewport, matrix) : wholeViewport(matrix);
    if (isSameViewport(next, this.#viewport)) return;
    this.#viewport = next;
    this.#redrawSoon();
  }

  /** Marks a range of the shown picture; null marks nothing. */
  showRange(range: CellRange | null): void {
    if (!this.#shown || !this.#viewport) return;
    this.#range = range ? clipRange(range, this.#shown.matrix) : undefined;
    if (!this.#range) this.#anchor = undefined;
    this.#stage.mark(this.#range, this.#viewport);
  }

  /** Draws everything again, at the size that the heat map now has. */
  redraw(): void {
    if (!this.#shown || !this.#viewport) return;
    this.#stage.draw(this.#shown, this.#viewport);
    this.#stage.mark(this.#range, this.#viewport);
    this.#stage.point(this.#keyboardCell(), this.#shown, this.#viewport);
  }

  /** Does what one of the keys does. */
  act(action: KeyAction): void {
    switch (action) {
      case "zoom-in":
        this.#zoomBy(1 / zoomStep);
        break;
      case "zoom-out":
        this.#zoomBy(zoomStep);
        break;
      case "show-all":
        this.#changeViewport((_, grid) => wholeViewport(grid));
        this.#sayViewport();
        break;
      case "next-hot":
        this.#goToHot(1);
        break;
      case "previous-hot":
        this.#goToHot(-1);
        break;
      case "copy":
        void this.#copy();
        break;
      case "pick":
        this.#pick(this.#cursor);
        break;
      case "leave":
        if (this.#range) this.#setRange(undefined);
        else this.#point((this.#cursor = undefined));
        break;
    }
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#shown || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keyAction(event.key);
    if (action) this.act(action);
    else if (!this.#move(event.key, event.shiftKey, this.#shown)) return;
    event.preventDefault();
  }

  /** The first key only shows the cursor where it is. */
  #move(key: string, isMarking: boolean, picture: Picture): boolean {
    const start = { row: picture.markedRow ?? 0, column: picture.markedColumn ?? 0 };
    const from = this.#cursor ?? start;
    const moved = moveCell(from, key, picture.matrix);
    if (!moved) return false;
    this.#goTo(this.#cursor || isMarking ? moved : start);
    if (isMarking) {
      this.#anchor = this.#range ? (this.#anchor ?? from) : from;
      this.#setRange(rangeBetween(this.#anchor, moved));
    } else {
      this.#anchor = undefined;
    }
    return true;
  }

  /** Puts the keyboard's cursor on a cell, brings it into view and reads it. */
  #goTo(cell: Cell): void {
    if (!this.#shown) return;
    this.#cursor = cell;
    this.#changeViewport((now, grid) => revealCell(now, grid, cell));
    if (this.#redrawing) this.redraw();
    this.#point(cell);
    const text = this.#shown.describe(cell);
    this.#stage.explain(text);
    this.#stage.say([text.title, ...text.lines].join(". "));
  }

  #goToHot(direction: 1 | -1): void {
    if (!this.#shown) return;
    const { matrix } = this.#shown;
    if (this.#hot?.matrix !== matrix) this.#hot = { matrix, cells: hotCells(matrix) };
    const cell = nextHotCell(this.#hot.cells, this.#cursor, direction);
    this.#stage.picture.focus({ preventScroll: true });
    if (cell) this.#goTo(cell);
    else this.#stage.say("No cell carries a load.");
  }

  #zoomBy(factor: number): void {
    this.#changeViewport((now, grid) => {
      const at = this.#cursor ? pointOf(now, this.#cursor) : { x: 0.5, y: 0.5 };
      return zoomViewport(now, grid, { rows: factor, columns: factor }, at);
    });
    this.#sayViewport();
  }

  /** Returns false where nothing changes. */
  #changeViewport(change: (now: Viewport, grid: Matrix) => Viewport): boolean {
    if (!this.#shown || !this.#viewport) return false;
    const { matrix } = this.#shown;
    const next = change(this.#viewport, matrix);
    if (isSameViewport(next, this.#viewport)) return false;
    this.#viewport = next;
    this.#stage.hideTooltip();
    this.#redrawSoon();
    this.listener.onViewport?.(isWhole(next, matrix) ? null : next);
    return true;
  }

  #redrawSoon(): void {
    if (this.#redrawing) return;
    this.#redrawing = true;
    requestAnimationFrame(() => {
      if (!this.#redrawing) return;
      this.#redrawing = false;
      this.redraw();
    });
  }

  #sayViewport(): void {
    if (this.#shown && this.#viewport) {
      this.#stage.say(describeViewport(this.#shown, this.#viewport));
    }
  }

  #setRange(range: CellRange | undefined): void {
    if (!this.#shown || !this.#viewport) return;
    this.#range = range;
    if (!range) this.#anchor = undefined;
    this.#stage.mark(range, this.#viewport);
    this.#stage.say(range ? describeRange(this.#shown, range) : "Nothing selected.");
    this.listener.onRange?.(range ?? null);
  }

  #markBetween(from: Point, to: Point): void {
    const [first, last] = [this.#cellUnder(inside(from)), this.#cellUnder(inside(to))];
    if (!first || !last) return;
    this.#anchor = first;
    this.#setRange(rangeBetween(first, last));
  }

  /** Copies the marked cells, or those in view, and says so. */
  async #copy(): Promise<void> {
    if (!this.#shown || !this.#viewport) return;
    const cells = this.#range ?? cellsInView(this.#viewport, this.#shown.matrix);
    try {
      await navigator.clipboard.writeText(rangeCsv(this.#shown, cells));
      this.#tell(`${this.#range ? "Selection" : "Cells in view"} copied as CSV.`);
    } catch (error) {
      this.#tell(`Not copied: ${error instanceof Error ? error.message : "the editor refused"}`);
    }
  }

  #tell(text: string): void {
    this.#stage.say(text);
    this.listener.onNotice?.(text);
  }

  #cellUnder({ x, y }: Point): Cell | undefined {
    return this.#shown && cellAt(this.#shown.matrix, x, y, this.#viewport);
  }

  #hover(at: Point, event: PointerEvent): void {
    const cell = this.#cellUnder(at);
    this.#point(cell);
    if (cell && this.#shown) this.#stage.explain(this.#shown.describe(cell), event);
  }

  #pick(cell: Cell | undefined): void {
    if (!cell) return;
    this.#cursor = cell;
    this.listener.onPick(cell);
  }

  #keyboardCell(): Cell | undefined {
    return this.#stage.hasFocus ? this.#cursor : undefined;
  }

  #point(cell: Cell | undefined): void {
    if (this.#shown && this.#viewport) this.#stage.point(cell, this.#shown, this.#viewport);
  }
}
