import { CommandLog } from "../../../src/core/pim/controller/command-log";
import type { LoggedCommand } from "./plain-controller";
import fc from "fast-check";

/** A placement and a selection of distinct slots in it, in no order. */
export const selectionArbitrary = (maxSlots: number) =>
  fc.integer({ min: 1, max: maxSlots }).chain((slotCount) =>
    fc.record({
      slotCount: fc.constant(slotCount),
      slots: fc
        .uniqueArray(fc.nat(slotCount - 1), {
          minLength: 1,
          maxLength: Math.min(200, slotCount),
          size: "max",
        })
        .map((slots) => Uint32Array.from(slots)),
    }),
  );

/** All slots of a placement. */
export function allSlots(slotCount: number): Uint32Array {
  return Uint32Array.from({ length: slotCount }, (_, slot) => slot);
}

/** Lines of `slotsPerLine` slots that hold a selected slot, ascending. */
export function linesOf(slots: Uint32Array, slotsPerLine = 16): number[] {
  const lines = new Set(Array.from(slots, (slot) => Math.floor(slot / slotsPerLine)));
  return [...lines].sort((a, b) => a - b);
}

export function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0);
}

/** Log of the product's controller in the twin's form. */
export function entriesOf(log: CommandLog): readonly LoggedCommand[] {
  return Array.from({ length: log.length }, (_, at) => ({
    cycle: log.cycles[at],
    command: log.commands[at],
    channel: log.channels[at],
    entry: Math.max(-1, log.entries[at]),
  }));
}
