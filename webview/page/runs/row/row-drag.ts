/** Pixels that a pointer moves at the least before a row goes with it. */
const slop = 6;

/**
 * Lets rows be dragged to another place among each other; the line where one would come to lie is
 * shown on the row there.
 * @param rows from the top
 * @param move told which row goes to the place of which other one
 */
export function watchRowDrag(
  body: HTMLElement,
  rows: () => readonly HTMLElement[],
  move: (from: number, to: number) => void,
): void {
  let drag: { readonly from: number; readonly y: number; to: number | undefined } | undefined;
  const show = (to: number | undefined) => {
    rows().forEach((row, at) => {
      row.classList.toggle("drop-above", drag !== undefined && at === to && at < drag.from);
      row.classList.toggle("drop-below", drag !== undefined && at === to && at > drag.from);
      row.classList.toggle("dragged", to !== undefined && at === drag?.from);
    });
  };
  const end = () => {
    show(undefined);
    drag = undefined;
  };
  body.addEventListener("pointerdown", ({ button, target, clientY, ctrlKey, metaKey }) => {
    if (button !== 0 || ctrlKey || metaKey || !(target instanceof Element)) return;
    if (target.closest(".run-actions, .popover, .badge, .run-colour")) return;
    const from = rows().findIndex((row) => row.contains(target));
    if (from >= 0) drag = { from, y: clientY, to: undefined };
  });
  body.addEventListener("pointermove", ({ clientY, buttons }) => {
    if (!drag) return;
    if (buttons !== 1) {
      end();
      return;
    }
    if (drag.to === undefined && Math.abs(clientY - drag.y) < slop) return;
    const places = rows().map((row) => row.getBoundingClientRect());
    const at = places.findIndex(({ bottom }) => clientY < bottom);
    drag.to = at < 0 ? places.length - 1 : at;
    show(drag.to);
  });
  body.addEventListener("pointerleave", end);
  body.addEventListener("pointerup", () => {
    const { from, to } = drag ?? {};
    end();
    if (from === undefined || to === undefined) return;
    // What ends a drag presses nothing.
    const stop = (event: Event) => event.stopPropagation();
    body.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => body.removeEventListener("click", stop, { capture: true }));
    if (to !== from) move(from, to);
  });
}
