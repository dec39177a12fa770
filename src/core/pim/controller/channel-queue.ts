import type { DevicePreset } from "../../memory/device-preset";
import { banksPerChannel } from "../../memory/organisation";
import { Command } from "../program/command";
import type { DecodedProgram } from "./decoded-program";
import { EntryLists } from "./entry-lists";
import { EntryRing } from "./entry-ring";

/** Entries that a channel's queue holds, barriers included (docs/pim-model.md#the-controller). */
export const queueEntries = 33;

/**
 * The queue of a channel, with moves and barriers kept apart so that a picker need not walk through
 * the entries. How array operations are kept is left to the kinds of queue.
 */
export abstract class ChannelQueue {
  /** Moves by their bank, softmax by `banks` and its bank: it is always ready. */
  readonly moves: EntryLists;
  readonly barriers = new EntryRing();
  size = 0;
  /** Banks of the channel; move classes from here on are softmax. */
  readonly banks: number;

  constructor(
    { organisation }: DevicePreset,
    protected readonly program: DecodedProgram,
  ) {
    this.banks = banksPerChannel(organisation);
    this.moves = new EntryLists(2 * this.banks);
  }

  /** The first array operation waiting; `never` where there is none. */
  abstract get firstArray(): number;

  /** @param count of like array operations */
  protected abstract pushArrays(entry: number, count: number): void;

  /** Empties the queue, for another program. */
  clear(): void {
    this.moves.clear();
    this.barriers.clear();
    this.size = 0;
  }

  get full(): boolean {
    return this.size >= queueEntries;
  }

  /**
   * Pushes entries as long as there is room.
   * @param next entry of the program, later than every entry pushed before
   * @returns the entry that is then next
   */
  fill(next: number): number {
    const { length, runEnds } = this.program;
    while (next < length && this.size < queueEntries) {
      const end = Math.min(runEnds[next], next + queueEntries - this.size);
      this.push(next, end - next);
      next = end;
    }
    return next;
  }

  /** @param count of like entries, see `DecodedProgram.runEnds` */
  push(entry: number, count: number): void {
    this.size += count;
    const operation = this.program.operations[entry];
    if (isArrayOperation(operation)) this.pushArrays(entry, count);
    else if (operation === Command.barrier) {
      for (let at = entry; at < entry + count; at++) this.barriers.push(at);
    } else {
      this.moves.push(entry, count, this.moveClassOf(entry), true);
    }
  }

  /** True where a barrier comes before everything else. */
  barrierIsHead(): boolean {
    const { front } = this.barriers;
    return front < this.firstArray && front < this.moves.front;
  }

  /** True where a move is there that no barrier holds up. */
  movesMayCome(): boolean {
    return this.moves.front < this.barriers.front;
  }

  shiftBarrier(): void {
    this.barriers.shift();
    this.size--;
  }

  takeMove(entry: number): void {
    this.moves.shift(this.moveClassOf(entry), 1);
    this.size--;
  }

  private moveClassOf(entry: number): number {
    const { banks, operations } = this.program;
    return operations[entry] === Command.softmax ? this.banks + banks[entry] : banks[entry];
  }
}

/** True for operations on the cells, which need an open row. */
export function isArrayOperation(operation: number): boolean {
  return operation === Command.mac || operation === Command.normalise;
}
