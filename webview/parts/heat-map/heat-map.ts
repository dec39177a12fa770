import { NextFrame } from "../dom/next-frame";
import { clipRange, rangeBetween, type CellRange } from "./marking/cell-range";
import { cropPicture } from "./crop";
import { cellAt } from "./geometry";
import type { Cell, Matrix } from "./matrix";
import { Gestures } from "./gestures";
import { keyAction, type KeyAction } from "./heat-map-keys";
import type { HeatMapListener } from "./heat-map-listener";
import { HeatMapScreen } from "./heat-map-screen";
import { KeyboardCursor } from "./keyboard-cursor";
import { HotCells } from "./hot-cells";
import type { Picture } from "./picture";
import { copyCells } from "./marking/copy-cells";
import { describeRange, describeViewport } from "./speech";
import {
  fitViewport,
  inside,
  isSameViewport,
  isWhole,
  panViewport,
  revealCell,
  wholeViewport,
  zoomAround,
  zoomViewport,
  type Point,
  type Viewport,
  type ZoomDirection,
} from "./viewport";

/**
 * A heat map with a cursor for the mouse and the keyboard, a part of it in view, and a range of
 * marked cells.
 */
export class HeatMap {
  readonly screen: HeatMapScreen;
  #shown: Picture | undefined;
  #viewport: Viewport | undefined;
  #range: CellRange | undefined;
  readonly #cursor = new KeyboardCursor();
  readonly #hot = new HotCells();
  readonly #frame = new NextFrame(() => this.redraw());
  readonly #actions: Readonly<Record<KeyAction, () => void>> = {
    "zoom-in": () => this.#zoom("in"),
    "zoom-out": () => this.#zoom("out"),
    "show-all": () => {
      this.#changeViewport((_, grid) => wholeViewport(grid));
      this.#sayViewport();
    },
    "next-hot": () => this.#goToHot(1),
    "previous-hot": () => this.#goToHot(-1),
    copy: () => void this.#copy(),
    pick: () => this.#pick(this.#cursor.cell),
    leave: () => {
      if (this.#range) this.#setRange(undefined);
      else this.#point((this.#cursor.cell = undefined));
    },
  };

  /**
   * @param id of the picture in the page
   * @param bar "shared" where a colour bar stands elsewhere
   */
  constructor(
    id: string,
    private readonly listener: HeatMapListener,
    bar: "own" | "shared" = "own",
  ) {
    this.screen = new HeatMapScreen(id, listener, bar === "own", () => this.redraw());
    const { picture } = this.screen.stage;
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
    return this.screen.element;
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
      this.#cursor.reset();
    }
    this.#range = this.#range && clipRange(this.#range, matrix);
    this.redraw();
  }

  /** Brings a part of the shown picture into view; null shows all of it. */
  showViewport(viewport: Viewport | null): void {
    if (!this.#shown) return;
    const { matrix } = this.#shown;
    const next = viewport ? fitViewport(viewport, matrix) : wholeViewport(matrix);
    if (isSameViewport(next, this.#viewport)) return;
    this.#viewport = next;
    this.#frame.ask();
  }

  /** Marks a range of the shown picture; null marks nothing. */
  showRange(range: CellRange | null): void {
    if (this.#shown) this.#mark(range ? clipRange(range, this.#shown.matrix) : undefined);
  }

  /** Shows the cursor of another heat map of the same grid. */
  echo(cell: Cell | undefined): void {
    if (this.#viewport) this.screen.stage.point(cell, this.#viewport);
  }

  /** Draws everything again, at the size that the heat map now has. */
  redraw(): void {
    if (!this.#shown || !this.#viewport) return;
    this.screen.draw(this.#shown, this.#viewport);
    this.screen.stage.mark(this.#range, this.#viewport);
    this.#point(this.#keyboardCell());
  }

  /** Does what one of the keys does. */
  act(action: KeyAction): void {
    this.#actions[action]();
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#shown || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keyAction(event.key);
    if (action) this.act(action);
    else if (!this.#move(event.key, event.shiftKey, this.#shown)) return;
    event.preventDefault();
  }

  #move(key: string, isMarking: boolean, picture: Picture): boolean {
    const moved = this.#cursor.step(key, isMarking, picture, this.#range);
    if (moved) this.#goTo(moved.cell);
    if (moved?.range) this.#setRange(moved.range);
    return moved !== undefined;
  }

  /** Puts the keyboard's cursor on a cell, brings it into view and reads it. */
  #goTo(cell: Cell): void {
    if (!this.#shown) return;
    this.#cursor.cell = cell;
    this.#changeViewport((now, grid) => revealCell(now, grid, cell));
    this.#frame.takeNow();
    this.#point(cell);
    this.screen.stage.read(this.#shown.describe(cell));
  }

  #goToHot(direction: 1 | -1): void {
    if (!this.#shown) return;
    const cell = this.#hot.next(this.#shown.matrix, this.#cursor.cell, direction);
    this.screen.stage.picture.focus({ preventScroll: true });
    if (cell) this.#goTo(cell);
    else this.screen.stage.say("No cell carries a load.");
  }

  #zoom(direction: ZoomDirection): void {
    this.#changeViewport((now, grid) => zoomAround(now, grid, direction, this.#cursor.cell));
    this.#sayViewport();
  }

  /** Returns false where nothing changes. */
  #changeViewport(change: (now: Viewport, grid: Matrix) => Viewport): boolean {
    if (!this.#shown || !this.#viewport) return false;
    const { matrix } = this.#shown;
    const next = change(this.#viewport, matrix);
    if (isSameViewport(next, this.#viewport)) return false;
    this.#viewport = next;
    this.screen.stage.hideTooltip();
    this.#frame.ask();
    this.listener.onViewport?.(isWhole(next, matrix) ? null : next);
    return true;
  }

  #sayViewport(): void {
    if (this.#shown && this.#viewport) {
      this.screen.stage.say(describeViewport(this.#shown, this.#viewport));
    }
  }

  #mark(range: CellRange | undefined): void {
    this.#range = range;
    if (!range) this.#cursor.anchor = undefined;
    if (this.#viewport) this.screen.stage.mark(range, this.#viewport);
  }

  #setRange(range: CellRange | undefined): void {
    if (!this.#shown) return;
    this.#mark(range);
    this.screen.stage.say(range ? describeRange(this.#shown, range) : "Nothing selected.");
    this.listener.onRange?.(range ?? null);
  }

  #markBetween(from: Point, to: Point): void {
    const [first, last] = [this.#cellUnder(inside(from)), this.#cellUnder(inside(to))];
    if (!first || !last) return;
    this.#cursor.anchor = first;
    this.#setRange(rangeBetween(first, last));
  }

  /** Copies the marked cells, or those in view, and says so. */
  async #copy(): Promise<void> {
    if (!this.#shown || !this.#viewport) return;
    const text = await copyCells(this.#shown, this.#viewport, this.#range);
    this.screen.stage.say(text);
    this.listener.onNotice?.(text);
  }

  #cellUnder({ x, y }: Point): Cell | undefined {
    return this.#shown && cellAt(this.#shown.matrix, x, y, this.#viewport);
  }

  #hover(at: Point, event: PointerEvent): void {
    const cell = this.#cellUnder(at);
    this.#point(cell);
    if (cell && this.#shown) this.screen.stage.explain(this.#shown.describe(cell), event);
  }

  #pick(cell: Cell | undefined): void {
    if (!cell) return;
    this.#cursor.cell = cell;
    this.listener.onPick(cell);
  }

  #keyboardCell(): Cell | undefined {
    return this.screen.stage.hasFocus ? this.#cursor.cell : undefined;
  }

  #point(cell: Cell | undefined): void {
    if (this.#shown && this.#viewport) this.screen.point(cell, this.#shown, this.#viewport);
  }
}
