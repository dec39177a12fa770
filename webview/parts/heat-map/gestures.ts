import type { Point } from "./viewport";

/** What a person does to a picture with a pointer; points are shares of its size. */
export interface GestureListener {
  hover(at: Point, event: PointerEvent): void;
  leave(): void;
  pick(at: Point): void;
  /** Drags the picture by shares of its size. */
  pan(by: Point): void;
  /** Marks from one point to another; `to` may lie outside. */
  mark(from: Point, to: Point): void;
  /**
   * Turns the wheel to show `factor` times as much.
   * @param columnsOnly leave the rows as they are
   * @returns false where that changes nothing, so that the page may scroll
   */
  zoom(factor: number, columnsOnly: boolean, at: Point): boolean;
}

/** Pixels that a pointer may move before a click becomes a drag. */
const clickSlack = 4;
/** Pixels of wheel that show twice as much, and pixels that browsers count as a line. */
const pixelsToDouble = 240;
const pixelsPerLine = 20;

/** Tells clicks, drags, marks (with Shift) and turns of the wheel apart. */
export class Gestures {
  #drag: { readonly start: PointerEvent; last: PointerEvent; isMoving: boolean } | undefined;

  constructor(
    private readonly target: HTMLElement,
    private readonly listener: GestureListener,
  ) {
    target.addEventListener("pointerdown", (event) => this.#press(event));
    target.addEventListener("pointermove", (event) => this.#move(event));
    target.addEventListener("pointerup", (event) => this.#release(event));
    target.addEventListener("pointercancel", () => (this.#drag = undefined));
    target.addEventListener("pointerleave", () => this.listener.leave());
    target.addEventListener("wheel", (event) => this.#turn(event), { passive: false });
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.target.setPointerCapture(event.pointerId);
    this.#drag = { start: event, last: event, isMoving: false };
  }

  #move(event: PointerEvent): void {
    const drag = this.#drag;
    if (!drag) {
      this.listener.hover(this.#pointOf(event), event);
      return;
    }
    const { start, last } = drag;
    const distance = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
    if (!drag.isMoving && distance < clickSlack) return;
    drag.isMoving = true;
    drag.last = event;
    if (start.shiftKey) {
      this.listener.mark(this.#pointOf(start), this.#pointOf(event));
      return;
    }
    const from = this.#pointOf(last);
    const to = this.#pointOf(event);
    this.listener.pan({ x: from.x - to.x, y: from.y - to.y });
  }

  #release(event: PointerEvent): void {
    const drag = this.#drag;
    this.#drag = undefined;
    if (!drag || drag.isMoving) return;
    const at = this.#pointOf(event);
    if (event.shiftKey) this.listener.mark(at, at);
    else this.listener.pick(at);
  }

  #turn(event: WheelEvent): void {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : pixelsPerLine;
    // With Shift, some browsers turn the wheel's direction themselves.
    const turned = (event.deltaY || event.deltaX) * unit;
    if (turned === 0) return;
    if (event.shiftKey) this.listener.pan({ x: turned / this.target.clientWidth, y: 0 });
    else {
      const factor = 2 ** (turned / pixelsToDouble);
      if (!this.listener.zoom(factor, event.altKey, this.#pointOf(event))) return;
    }
    event.preventDefault();
  }

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top, width, height } = this.target.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  }
}
