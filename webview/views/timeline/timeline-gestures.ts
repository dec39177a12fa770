/** What a person does with the mouse on the lanes; places are CSS pixels from their corner. */
export interface TimelineGestures {
  hover(x: number, y: number, event: PointerEvent): void;
  leave(): void;
  /** @param extend true with Shift held: from the cursor to here */
  pick(x: number, y: number, extend: boolean): void;
  /** Measures between two places; told again and again while the pointer moves. */
  measure(fromX: number, toX: number): void;
  /** @param factor above 1 shows more cycles */
  zoom(x: number, factor: number): void;
  scroll(pixels: number): void;
}

/** Movement, in pixels, below which a press is a click. */
const clickSlack = 4;

/** Change of the zoom per pixel of the wheel. */
const wheelZoom = 0.0018;

/** The most that one turn of the wheel counts; mice report far more than touchpads. */
const largestTurn = 240;

/** Pixels of a line, where a wheel counts in lines. */
const linePixels = 18;

export function watchGestures(target: HTMLElement, gestures: TimelineGestures): void {
  let pressed: { readonly x: number; moved: boolean } | undefined;
  const at = (event: MouseEvent) => {
    const box = target.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top] as const;
  };
  target.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    target.setPointerCapture(event.pointerId);
    pressed = { x: at(event)[0], moved: false };
  });
  target.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (!pressed) gestures.hover(x, y, event);
    else if (pressed.moved || Math.abs(x - pressed.x) >= clickSlack) {
      pressed.moved = true;
      gestures.measure(pressed.x, x);
    }
  });
  target.addEventListener("pointerup", (event) => {
    if (pressed?.moved === false) gestures.pick(...at(event), event.shiftKey);
    pressed = undefined;
  });
  target.addEventListener("pointercancel", () => (pressed = undefined));
  target.addEventListener("pointerleave", () => gestures.leave());
  target.addEventListener(
    "wheel",
    (event) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePixels : 1;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        gestures.scroll((event.shiftKey ? event.deltaY + event.deltaX : event.deltaX) * unit);
        return;
      }
      // The wheel scrolls the list of runs until it is asked to zoom, with Ctrl or by a click.
      const isZoom = event.ctrlKey || event.metaKey || target.contains(document.activeElement);
      if (!isZoom) return;
      event.preventDefault();
      const turn = Math.max(-largestTurn, Math.min(largestTurn, event.deltaY * unit));
      gestures.zoom(at(event)[0], Math.exp(turn * wheelZoom));
    },
    { passive: false },
  );
}
