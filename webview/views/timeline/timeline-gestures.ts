/** What a person does with the mouse on a picture; places are CSS pixels from its corner. */
export interface TimelineGestures {
  hover(x: number, y: number, event: PointerEvent): void;
  leave(): void;
  /** @param extend true with Shift held: from the cursor to here */
  pick(x: number, y: number, extend: boolean): void;
  /** @param pixels moved to the right since the last call */
  drag(pixels: number): void;
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
  let pressed: { readonly x: number; moved: boolean; last: number } | undefined;
  const at = (event: MouseEvent) => {
    const box = target.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top] as const;
  };
  target.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    target.setPointerCapture(event.pointerId);
    pressed = { x: event.clientX, moved: false, last: event.clientX };
  });
  target.addEventListener("pointermove", (event) => {
    if (pressed && (pressed.moved || Math.abs(event.clientX - pressed.x) >= clickSlack)) {
      pressed.moved = true;
      gestures.drag(event.clientX - pressed.last);
      pressed.last = event.clientX;
    } else if (!pressed) gestures.hover(...at(event), event);
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
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePixels : 1;
      const sideways = event.shiftKey ? event.deltaY + event.deltaX : event.deltaX;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        gestures.scroll(sideways * unit);
        return;
      }
      const turn = Math.max(-largestTurn, Math.min(largestTurn, event.deltaY * unit));
      gestures.zoom(at(event)[0], Math.exp(turn * wheelZoom));
    },
    { passive: false },
  );
}
