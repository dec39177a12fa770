import { InputError } from "../../errors";
import type { HeadLines } from "./attention-program";

/**
 * The distinct lines that hold selected slots, ascending.
 * @param slots distinct, in any order
 * @param slotCount slots of the placement
 * @param owner whose selection it is, for messages
 * @throws InputError when nothing is selected, or a slot is selected twice or lies past the placement
 */
export function selectedLines(
  slots: Uint32Array,
  slotCount: number,
  slotsPerLine: number,
  owner: string,
): HeadLines {
  if (slots.length === 0) throw new InputError("selection", `${owner} selects no slot`);
  const taken = new Uint8Array(slotCount);
  const touched = new Uint8Array(Math.ceil(slotCount / slotsPerLine));
  for (const slot of slots) {
    if (slot >= slotCount) {
      throw new InputError(
        "selection",
        `slot ${slot} of ${owner} lies past the placement of ${slotCount} slots`,
      );
    }
    if (taken[slot] > 0)
      throw new InputError("selection", `slot ${slot} of ${owner} is given twice`);
    taken[slot] = 1;
    touched[Math.floor(slot / slotsPerLine)] = 1;
  }
  const lines = new Uint32Array(Math.min(slots.length, touched.length));
  let count = 0;
  touched.forEach((isTouched, line) => {
    if (isTouched > 0) lines[count++] = line;
  });
  return { lines, count };
}
