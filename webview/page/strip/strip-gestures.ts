/** What a pointer does on the chart over steps. */
export interface StripListener {
  /** Places are shares of the width. */
  go(place: number): void;
  mark(from: number, to: number): void;
  /** Place of the cursor, which is dragged where it is taken hold of. */
  readonly cursor: number;
}

/** Pixels from the cursor within which it is taken hold of. */
const grip = 6;

/** Pixels that a pointer moves at the least before steps are marked. */
const slop = 4;

/**
 * Lets a pointer go to a step by a click, move the cursor by dragging it, and mark steps by dragging
 * from anywhere else, or with Shift.
 */
export function watchStrip(place: HTMLElement, listener: StripListener): void {
  let drag:
    { readonly kind: "cursor" | "mark"; readonly from: number; isMarking: boolean } | undefined;
  const placeOf = ({ clientX }: PointerEvent) => {
    const { left, width } = place.getBoundingClientRect();
    return { at: (clientX - left) / width, width };
  };
  place.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    place.setPointerCapture(event.pointerId);
    const { at, width } = placeOf(event);
    const isOnCursor = Math.abs(at - listener.cursor) * width <= grip;
    drag = { kind: isOnCursor && !event.shiftKey ? "cursor" : "mark", from: at, isMarking: false };
    if (event.shiftKey) {
      drag = { kind: "mark", from: listener.cursor, isMarking: true };
      listener.mark(listener.cursor, at);
    }
  });
  place.addEventListener("pointermove", (event) => {
    if (!drag || !place.hasPointerCapture(event.pointerId)) return;
    const { at, width } = placeOf(event);
    if (drag.kind === "cursor") listener.go(at);
    else if (drag.isMarking || Math.abs(at - drag.from) * width >= slop) {
      drag.isMarking = true;
      listener.mark(drag.from, at);
    }
  });
  place.addEventListener("pointerup", (event) => {
    if (drag && !drag.isMarking) listener.go(placeOf(event).at);
    drag = undefined;
  });
  place.addEventListener("pointercancel", () => (drag = undefined));
}
