import { isArrayOperation, queueEntries } from "../channel-queue";
import { Command } from "../../program/command";
import type { DecodedProgram } from "../decoded-program";

/** No bank. */
export const none = -1;

/**
 * Finds programs whose array operations are issued in their order: all at one bank, of a channel
 * whose banks open together, and none while an earlier one waits for another row in the same queue.
 * A row may be read again later only if the queue cannot hold both: an entry behind a barrier stays
 * in the queue until the barrier goes, so a barrier between that is further ahead than the queue is
 * long keeps them apart.
 */
export class OneBankCheck {
  /** By row: the entry with which another row followed it, counted through all programs. */
  private readonly leftAt: Float64Array;
  private counted = 0;

  constructor(rows: number) {
    this.leftAt = new Float64Array(rows).fill(-1);
  }

  /** The bank of a program's array operations, 0 where it has none; -1 for other programs. */
  bankOf({ length, operations, banks, keys, runEnds }: DecodedProgram): number {
    const base = this.counted;
    this.counted += length;
    const { leftAt } = this;
    let bank = none;
    let row = none;
    /** A barrier that is further ahead than the queue is long, and the last of all. */
    let barrier = -1;
    let lastBarrier = -1;
    for (let entry = 0; entry < length; entry = runEnds[entry]) {
      if (operations[entry] === Command.barrier) {
        lastBarrier = entry;
        continue;
      }
      if (!isArrayOperation(operations[entry])) continue;
      if (entry - lastBarrier > queueEntries) barrier = lastBarrier;
      if (bank === none) bank = banks[entry];
      if (banks[entry] !== bank) return none;
      if (keys[entry] === row) continue;
      if (row !== none) leftAt[row] = base + entry;
      row = keys[entry];
      if (leftAt[row] >= base + Math.max(barrier, 0)) return none;
    }
    return Math.max(bank, 0);
  }
}
