import type { BankRows } from "./bank-rows";
import type { ChannelQueue } from "./lockstep-queue";
import { Command } from "../../program/command";
import type { DecodedProgram } from "../decoded-program";
import { never } from "../clock";
import type { MoveClock } from "../move-clock";

/**
 * First ready, first come (spec section 3, rule 4): the head of the queue where it is ready, else
 * the first later entry that is. Behind a barrier only row commands count, and nothing but a row
 * hit goes to a bank for which a row hit waits.
 *
 * All entries at a bank that ask for the same command are ready and held up together. So each bank
 * offers its first row hit, or where it has none the row command that its first operation needs,
 * and what is issued next is the earliest offer, of those in the same cycle the first of the queue.
 */
export class Picker {
  /** The pick: its cycle, `never` where nothing can be issued, its command and its entry. */
  time: number = never;
  command: number = Command.barrier;
  entry: number = never;
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
    this.time = never;
  }

  /** Finds what the queue as it is issues next, in cycle `from` or later; its head is no barrier. */
  look(from: number): void {
    this.time = never;
    this.entry = never;
    const { arrays, notBefore, offersRead } = this.queue;
    const readsFrom = Math.max(from, this.rows.channelReadsFrom());
    for (let at = 0; at < arrays.classesWaiting; at++) {
      // Banks are in the order of their first entries.
      const isLater = this.entry < arrays.fronts[at];
      if (this.time === from && isLater) break;
      const bank = arrays.waiting[at];
      if (offersRead[bank] > 0 && this.time <= readsFrom && isLater) continue;
      // The first may be the head of the queue, which may offer more than `notBefore` knows of.
      if (at === 0 || notBefore[bank] <= this.time) this.lookAtBank(bank, from);
    }
    if (this.queue.movesMayCome()) this.lookAtMoves(from);
  }

  /** `look` where a refresh that is due keeps row commands back. */
  lookAtColumns(from: number): void {
    this.time = never;
    this.entry = never;
    const { arrays } = this.queue;
    for (let at = 0; at < arrays.classesWaiting; at++) {
      const bank = arrays.waiting[at];
      this.offerHit(this.queue.firstHit(bank), bank, from);
    }
    if (this.queue.movesMayCome()) this.lookAtMoves(from);
  }

  private lookAtBank(bank: number, from: number): void {
    const { queue, rows } = this;
    const front = queue.arrays.frontOf(bank);
    if (!rows.isOpen(bank)) {
      const ready = rows.activateReadyFrom(bank);
      queue.notBefore[bank] = ready;
      this.offer(Command.activate, front, Math.max(from, ready));
      return;
    }
    const hit = queue.firstHit(bank);
    if (hit !== never) {
      const ready = rows.macReadyFrom(bank);
      queue.notBefore[bank] = ready;
      queue.offersRead[bank] = 1;
      if (hit < queue.barriers.front) {
        this.offer(this.operations[hit], hit, Math.max(from, ready));
      }
      const isHead = front === queue.arrays.front && front < queue.moves.front;
      if (!isHead || hit === front) return;
    }
    const ready = rows.prechargeReadyFrom(bank);
    if (hit === never) queue.notBefore[bank] = ready;
    this.offer(Command.precharge, front, Math.max(from, ready));
  }

  private offerHit(hit: number, bank: number, from: number): void {
    if (hit >= this.queue.barriers.front) return;
    this.offer(this.operations[hit], hit, Math.max(from, this.rows.macReadyFrom(bank)));
  }

  private lookAtMoves(from: number): void {
    const { moves, barriers, arrays, banks } = this.queue;
    const { moveClock } = this;
    const barrier = barriers.front;
    const head = moves.front < arrays.front ? moves.front : never;
    let first = this.entry;
    let firstTime = this.time;
    for (let at = 0; at < moves.classesWaiting; at++) {
      const entry = moves.fronts[at];
      if (entry > barrier || (firstTime === from && entry > first)) break;
      const moveClass = moves.waiting[at];
      const ready = moveClass < banks ? moveClock.readyFrom(moveClass) : 0;
      const time = ready > from ? ready : from;
      if (time > firstTime || (time === firstTime && entry > first)) continue;
      if (entry !== head && this.isMoveHeld(moveClass)) continue;
      first = entry;
      firstTime = time;
    }
    if (first === this.entry) return;
    this.time = firstTime;
    this.command = this.operations[first];
    this.entry = first;
  }

  private offer(command: number, entry: number, time: number): void {
    if (time > this.time || (time === this.time && entry > this.entry)) return;
    this.time = time;
    this.command = command;
    this.entry = entry;
  }

  /** True where a row hit waits at the bank of a class. */
  private isMoveHeld(moveClass: number): boolean {
    const { banks } = this.queue;
    return this.queue.firstHit(moveClass < banks ? moveClass : moveClass - banks) !== never;
  }
}
