import type { StackShape } from "./bank-address";

/** Banks of a channel, one after the other. */
export interface BankRange {
  readonly from: number;
  readonly to: number;
}

/** The banks of a channel that hold the vectors of a slot: those of its lane. */
export function banksOfSlot(slot: number, slotsPerLine: number, stack: StackShape): BankRange {
  const perLane = stack.banksPerChannel / slotsPerLine;
  const lane = slot % slotsPerLine;
  return { from: Math.floor(lane * perLane), to: Math.ceil((lane + 1) * perLane) };
}
