import { Command } from "../../program/command";
import { ChannelPicker } from "../channel-picker";
import { never } from "../clock";
import type { DecodedProgram } from "../decoded-program";
import type { MoveClock } from "../move-clock";
import type { BankRows } from "./bank-rows";
import type { LockstepQueue } from "./lockstep-queue";

/**
 * Picker for any program. All entries at a bank that ask for the same command are ready and held up
 * together. So each bank offers its first row hit, or where it has none the row command that its
 * first operation needs, and what is issued next is the earliest offer, of those in the same cycle
 * the first of the queue.
 */
export class LockstepPicker extends ChannelPicker {
  constructor(
    program: DecodedProgram,
    protected readonly queue: LockstepQueue,
    private readonly rows: BankRows,
    moveClock: MoveClock,
  ) {
    super(program, moveClock);
  }

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
        this.offer(this.program.operations[hit], hit, Math.max(from, ready));
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
    this.offer(this.program.operations[hit], hit, Math.max(from, this.rows.macReadyFrom(bank)));
  }

  private offer(command: number, entry: number, time: number): void {
    if (time > this.time || (time === this.time && entry > this.entry)) return;
    this.time = time;
    this.command = command;
    this.entry = entry;
  }

  protected hitWaitsAt(bank: number): boolean {
    return this.queue.firstHit(bank) !== never;
  }
}
