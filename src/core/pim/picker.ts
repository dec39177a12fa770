import type { BankRows } from "./bank-rows";
import type { ChannelQueue } from "./channel-queue";
import { Command, isRowCommand } from "./command";
import type { DecodedProgram } from "./decoded-program";
import { never } from "./entry-ring";
import type { MoveClock } from "./move-clock";

/** No command. */
export const none = -1;

/**
 * First ready, first come (spec section 3, rule 4): the head of the queue where it is ready, else
 * the first later entry that is. Behind a barrier only row commands count, and nothing but a row
 * hit goes to a bank for which a row hit waits.
 */
export class Picker {
  /** Of the pick: the place of an array operation in its ring, or the entry of a move. */
  place = 0;
  move = 0;
  private operations: Uint8Array;

  constructor(
    private readonly queue: ChannelQueue,
    private readonly rows: BankRows,
    private readonly moveClock: MoveClock,
    program: DecodedProgram,
  ) {
    this.operations = program.operations;
  }

  start(program: DecodedProgram): void {
    this.operations = program.operations;
  }

  /** The command to issue now, or `none`; a barrier where one is left at the head. */
  pick(now: number): number {
    const { queue } = this;
    if (queue.size === 0) return none;
    if (queue.barrierIsHead()) return Command.barrier;
    this.place = 0;
    this.move = queue.moves.front;
    if (queue.arrays.front < queue.moves.front) {
      const command = this.commandAt(0);
      if (now >= this.readyFrom(command, queue.bankOf(queue.arrays.front))) return command;
    } else if (now >= this.moveReadyFrom(queue.moveClassOf(this.move))) {
      return this.operations[this.move];
    }
    this.move = this.firstReadyMove(now);
    this.place = this.firstReadyArray(now, this.move);
    if (this.place !== none) return this.commandAt(this.place);
    return this.move === never ? none : this.operations[this.move];
  }

  /**
   * A cycle after `now` before which the queue as it is gives no pick; never too late.
   * @param refreshing true while a refresh that is due keeps row commands back
   */
  nextPick(now: number, refreshing: boolean): number {
    return Math.min(this.nextMove(), this.nextArray(now, refreshing));
  }

  /** An array operation itself, or the row command that it needs first. */
  commandAt(place: number): number {
    const { arrays } = this.queue;
    const key = arrays.valueAt(place);
    const open = this.queue.openRow(key);
    if (open < 0) return Command.activate;
    const isHit = open === this.queue.rowOf(key);
    return isHit ? this.operations[arrays.at(place)] : Command.precharge;
  }

  /** First cycle in which the array's timing allows a command. */
  readyFrom(command: number, bank: number): number {
    if (command === Command.activate) return this.rows.activateReadyFrom(bank);
    if (command === Command.precharge) return this.rows.prechargeReadyFrom(bank);
    return this.rows.macReadyFrom(bank);
  }

  private firstReadyMove(now: number): number {
    const { moves, barriers } = this.queue;
    if (moves.front > barriers.front) return never;
    let before = barriers.front;
    let first: number = never;
    for (let at = 0; at < moves.classesWaiting; at++) {
      const moveClass = moves.waiting[at];
      if (now < this.moveReadyFrom(moveClass) || this.isMoveHeld(moveClass)) continue;
      const entry = moves.frontOf(moveClass);
      if (entry < before) first = before = entry;
    }
    return first;
  }

  /** @param before only entries before this one count */
  private firstReadyArray(now: number, before: number): number {
    const { arrays } = this.queue;
    if (arrays.size === 0 || !this.mayArrayBeReady(now)) return none;
    const rowsFree = this.rows.rowBusIsFree(now);
    const macsFree = this.rows.macBusIsFree(now);
    for (let place = 0; place < arrays.size; place++) {
      const entry = arrays.at(place);
      if (entry > before) return none;
      const command = this.commandAt(place);
      if (!(isRowCommand(command) ? rowsFree : macsFree)) continue;
      const bank = this.queue.bankOf(entry);
      if (!this.isHeld(entry, command, bank) && now >= this.readyFrom(command, bank)) return place;
    }
    return none;
  }

  /** False rules out that any array operation is ready, or the row command that it needs. */
  mayArrayBeReady(now: number): boolean {
    const { queue, rows } = this;
    if (!rows.rowBusIsFree(now) && !rows.macBusIsFree(now)) return false;
    if (!queue.arraysAreUniform()) return true;
    const bank = queue.bankOf(queue.arrays.front);
    if (queue.hits > 0) return now >= rows.macReadyFrom(bank);
    const opening = rows.openSets === 0;
    return now >= (opening ? rows.activateReadyFrom(bank) : rows.prechargeReadyFrom(bank));
  }

  private isHeld(entry: number, command: number, bank: number): boolean {
    if (isRowCommand(command)) return this.queue.hitsAtBank[bank] > 0;
    return entry > this.queue.barriers.front;
  }

  private nextMove(): number {
    const { moves, barriers, arrays } = this.queue;
    if (moves.front > barriers.front) return never;
    let next: number = never;
    for (let at = 0; at < moves.classesWaiting; at++) {
      const moveClass = moves.waiting[at];
      const ready = this.moveReadyFrom(moveClass);
      if (ready >= next) continue;
      const entry = moves.frontOf(moveClass);
      const isHead = entry === moves.front && entry < arrays.front;
      if (entry < barriers.front && (isHead || !this.isMoveHeld(moveClass))) next = ready;
    }
    return next;
  }

  private nextArray(now: number, refreshing: boolean): number {
    const { arrays, hits, barriers } = this.queue;
    if (arrays.size === 0) return never;
    let next = this.nextOf(0, refreshing);
    if (this.queue.arraysAreUniform()) {
      if (hits === 0 || arrays.front > barriers.front) return next;
      return Math.min(next, this.rows.macReadyFrom(this.queue.bankOf(arrays.front)));
    }
    for (let place = 1; place < arrays.size && next > now + 1; place++) {
      next = Math.min(next, this.nextOf(place, refreshing));
    }
    return next;
  }

  private nextOf(place: number, refreshing: boolean): number {
    const entry = this.queue.arrays.at(place);
    const command = this.commandAt(place);
    const bank = this.queue.bankOf(entry);
    if (refreshing && isRowCommand(command)) return never;
    const isHead = place === 0 && entry < this.queue.moves.front;
    if (!isHead && this.isHeld(entry, command, bank)) return never;
    return this.readyFrom(command, bank);
  }

  private moveReadyFrom(moveClass: number): number {
    return moveClass < this.queue.banks ? this.moveClock.readyFrom(moveClass) : 0;
  }

  /** True where a row hit waits at the bank of a class. */
  private isMoveHeld(moveClass: number): boolean {
    const { banks, hits, hitsAtBank } = this.queue;
    return hits > 0 && hitsAtBank[moveClass < banks ? moveClass : moveClass - banks] > 0;
  }
}
