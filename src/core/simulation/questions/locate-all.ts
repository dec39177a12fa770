import type { Placement } from "../../placement/placement";

/** Slot of every token of a context, [context]. */
export function locateAll(placement: Placement, context: number): Uint32Array {
  const slots = new Uint32Array(context);
  placement.locate(
    slots.map((_, token) => token),
    context,
    slots,
  );
  return slots;
}
